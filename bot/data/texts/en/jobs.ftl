# The day of the appointment: reminders, news, no-show, access, rating.

reminder-eve = Reminder: { $firm } comes tomorrow, { $window } ({ $problem }, request { $reference }). Will you be there?
    .sms = Reminder: { $firm } comes tomorrow, { $window }, request { $reference }. Will you be there?
reminder-morning = It is today: { $firm } comes { $window } ({ $problem }, request { $reference }). Will you be there?
    .sms = It is today: { $firm } comes { $window }, request { $reference }. Will you be there?
reminder-plain = Reminder: { $firm } comes { $window } (request { $reference }). If you cannot be there, write to me as soon as you can.
line-there = I will be there
choice-move = I need another time
choice-cancel = cancel
presence-noted = Thank you, noted. { $firm } comes { $window } (request { $reference }).
not-there = All right, nobody will be there: { $firm }, { $window } (request { $reference }). What would you like to do?

job-on-the-way = { $firm } is on the way and should be there in about { $minutes } minutes (request { $reference }).
job-coming = { $firm } is on the way (request { $reference }).
job-late = { $firm } is late and will be there by { $until } at the latest (request { $reference }). We are sorry. If that does not suit you, write to me.
job-arrived = { $firm } tells us they have arrived (request { $reference }). If not, write to me.
job-done = { $firm } has finished the job (request { $reference }). If it is not settled, write to me.
job-not-fixed = { $firm } came, but it is not settled yet: another visit is needed (request { $reference }). You can already choose a time.
job-no-access = { $firm } came { $window } but could not get in (request { $reference }). No harm done: choose another time.
job-no-access-again = { $firm } came { $window } but could not get in (request { $reference }). It happens. An adviser will contact you to find the time that suits you.
job-parts = { $firm } is waiting for a part to finish (request { $reference }). You can choose a time for the rest.
job-parts-day = { $firm } is waiting for a part, expected { $day } (request { $reference }). You can choose a time from that day on.

job-came = The time { $window } with { $firm } is over (request { $reference }). Did the technician come?
job-came-plain = The time { $window } with { $firm } is over (request { $reference }). If nobody came, write "nobody came".
line-came-yes = yes
line-came-no = no
line-came-now = they are here now
came-noted = Thank you, noted. If the problem is not settled, write to me (request { $reference }).
no-show-windows = We are very sorry: nobody came { $window } (request { $reference }). { $firm } and an adviser have been told, and you come first. Which time suits you?
    .sms = We are very sorry: nobody came, request { $reference }. It is reported and you come first. Which time suits you?
no-show-disputed = { $firm } told us they came (request { $reference }). An adviser checks and answers you here.
late-window-lasts = The technician of { $firm } may still arrive until { $until } (request { $reference }). I am asking where they are. If nobody is there by then, write to me.

freed-first = A time has become free with { $firm }: { $window } (request { $reference }). I keep it for you until { $until }. Do you want it?
freed-earlier = An earlier time has become free with { $firm }: { $window } (request { $reference }). Do you want it? The first to answer gets it; otherwise your appointment is kept.
line-take = yes, I take it
line-keep = no thanks
earlier-noted = Noted: if an earlier time becomes free with { $firm }, I will write to you here.

ask-access = Anything else to know to get in (request { $reference })? Who will be there, a phone number, a code, a dog: write it here if you like. Only the contractor will read it.
    .sms = To get in (request { $reference }): who will be there, phone, code, dog? Write it here. Only the contractor will read it.
line-no-thanks = no thanks
line-earlier = tell me if earlier
access-noted = Thank you, noted for the technician.
access-nothing = All right. You can still write it to me before the appointment.

survey-work = { $firm } came to you ({ $problem }, request { $reference }). Are you happy with the work?
    .sms = { $firm } came to you, request { $reference }. Are you happy with the work?
line-rate-1 = not at all
line-rate-2 = not really
line-rate-3 = so-so
line-rate-4 = mostly
line-rate-5 = very
survey-on-time = Thank you. Did the technician come on time?
survey-on-time-sorry = We are sorry. Request { $reference } is open so that we understand and put it right: an answer by { $day } at the latest. Did the technician come on time?
survey-word = Thank you. Anything to add about the work? Write it here.
survey-word-noted = Thank you, your message is noted. It counts when the firm is assessed.
survey-thanks = Thank you, your opinion counts when the firm is assessed.
