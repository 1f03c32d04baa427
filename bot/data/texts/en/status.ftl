# Where a request stands.

status = Your request { $reference } ({ $problem }): { $last } on { $on }. { $next }
    .sms = Request { $reference } ({ $problem }): { $last } on { $on }. { $next }
status-not-found = I cannot find request { $reference } for this number. Check the reference, or choose:
status-none = I cannot see any request of yours. What would you like to do?

step-received = received
step-qualified = recorded
step-assigned = given to a team
step-booked = appointment made
step-appointment-given-up = appointment cancelled
step-in-progress = work started
step-done = work finished
step-closed = closed
step-refused = considered, not accepted for now,
step-no-show = technician's absence noted
step-late = technician's delay noted

step-next-appointment = Next: { $firm } comes on { $window }.
step-next-due = Next: we act by { $due }.
step-next-open = An adviser is taking care of it and will write to you here.
step-next-done = If it is not settled, tell me.
step-next-closed = If the problem comes back, tell me.
step-next-refused = This is not final: write "adviser" and a person will look at it again with you.

status-several = You have { $count } open requests. Which one do you mean?
status-line = { $problem } ({ $reference })
step-work-order = work order sent
step-paused = put on hold
step-resumed = taken up again
step-reopened = opened again
step-answered = answer given
step-call-made = call made
step-interview-held = interview held
step-visit-done = visit made
step-arrived = team came on site
step-statement-taken = statement taken
step-cleaned = cleaning done again
step-diagnosis-made = assessment made
step-simulation-made = estimate made
step-file-submitted = application filed
step-appeal-heard = appeal heard
step-documents-sent = documents sent
step-next-waiting = On hold: { $what }.
step-next-late = The planned date ({ $due }) has passed: { $why }. The team has been alerted.
    .sms = Date passed ({ $due }): { $why }. The team is alerted.
step-next-work-order = { $firm } has the work order: write "appointment" to choose a time.
