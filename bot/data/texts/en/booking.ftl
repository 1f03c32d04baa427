# Appointments: two-hour windows.

ask-window = Which time suits you for a technician's visit ({ $problem })? You can also tell me what suits you, for example "Thursday morning". I keep these times for you for 5 minutes.
    .sms = When can a technician come ({ $problem })?
ask-window-tenant-pays = In principle, this repair ({ $problem }) is yours to pay, unless it is worn out or faulty: for guidance only, under law 89-462, art. 7 d. A visit may be charged to you. Choose a time, or ask an adviser to check first. I keep these times for you for 5 minutes.
    .sms = In principle yours to pay, unless worn out (for guidance, law 89-462 art. 7 d): the visit may be charged. When?
no-window-suits = I have nothing else at that time. This is still possible:
no-window-at-all = I cannot find any free time online.
booking-after-this = Yes, I will offer you an appointment right after. First:
booking-by-adviser = For request { $reference }, an adviser will check your address and offer you a date here.
booking-lost = I cannot find that appointment. What would you like to do?
booking-later = All right, no appointment for now. Your request stays open: write "appointment" whenever you like.
    .sms = All right. Your request stays open: write "appointment" whenever you like.
window-taken = Sorry, that time has just been taken. Here are the nearest ones:
appointment-booked =
    Booked: { $firm } will come on { $window } ({ $problem }, request { $reference }).
    { $prepare } If you cannot be there, tell me here beforehand.
    { $calendar }
    .sms = Booked: { $firm } comes on { $window }, request { $reference }. { $prepare } If you cannot be there, write to me.
appointment-is = Your appointment: { $firm } comes on { $window } ({ $problem }, request { $reference }).
    .sms = Your appointment: { $firm } comes on { $window }, request { $reference }.
appointment-none = I cannot see any appointment to come for you. What would you like to do?
appointment-moving = All right, choose another time. Your present appointment is kept until then.
appointment-cancelled = The appointment of { $window } with { $firm } is cancelled. Your request { $reference } stays open.
no-show-recorded = We are very sorry: { $firm } did not come as agreed ({ $window }, request { $reference }). It is noted and an adviser has been told. Would you like another time?
    .sms = We are very sorry: { $firm } did not come ({ $window }, request { $reference }). It is noted, an adviser has been told. Another time?
booking-kept = All right, your present appointment is kept.
number-not-listed = That number is not in the list: choose from 1 to { $count }.
day-impossible = There is no such day in the calendar.
day-past = That day is already over.
window-gone = Sorry, that time is no longer possible. Here are the nearest ones:
ask-off-days = A visit on a Saturday, a Sunday or a public holiday needs your express agreement (law 89-462, art. 7 e). Do you agree?
    .sms = A visit on a Saturday, Sunday or public holiday needs your express agreement (law 89-462 art. 7 e). Do you agree?
appointment-too-late = It is too late to change the appointment of { $window } with { $firm } here: nothing has changed. An adviser has been told and will answer you (request { $reference }).
appointment-calendar = For your calendar: { $link }
work-order-sent = Good news: { $firm } has been given the work ({ $problem }, request { $reference }). Which time suits you?
    .sms = { $firm } has been given the work, request { $reference }. Which time suits you?
work-order-told = Good news: { $firm } has been given the work ({ $problem }, request { $reference }). To choose a time, write "appointment".
    .sms = { $firm } has been given the work, request { $reference }. To choose a time, write "appointment".
work-order-booked = { $firm } has received the order for the work (request { $reference }). Your appointment is kept: { $window }.
appointment-withdrawn = Sorry, { $firm } cannot come on { $window } (request { $reference }). The appointment is cancelled. Choose another time whenever you like.
    .sms = Sorry, { $firm } cannot come on { $window } (request { $reference }). Another time?
