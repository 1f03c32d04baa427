# Appointments: two-hour windows.

ask-window = Which time suits you for a technician's visit ({ $problem })? You can also tell me what suits you, for example "Thursday morning".
    .sms = When can a technician come ({ $problem })?
ask-window-tenant-pays = In principle, this repair ({ $problem }) is yours to pay, unless it is worn out or faulty: for guidance only, under law 89-462, art. 7 d. A visit may be charged to you. Choose a time, or ask an adviser to check first.
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
    Please be there and keep the access clear. If you cannot, tell me here beforehand.
    .sms = Booked: { $firm } comes on { $window }, request { $reference }. Please be there and keep the access clear. If you cannot, write to me.
appointment-is = Your appointment: { $firm } comes on { $window } ({ $problem }, request { $reference }).
    .sms = Your appointment: { $firm } comes on { $window }, request { $reference }.
appointment-none = I cannot see any appointment to come for you. What would you like to do?
appointment-moving = All right, choose another time. Your present appointment is kept until then.
appointment-cancelled = The appointment of { $window } with { $firm } is cancelled. Your request { $reference } stays open.
no-show-recorded = We are very sorry: { $firm } did not come as agreed ({ $window }, request { $reference }). It is noted and an adviser has been told. Would you like another time?
    .sms = We are very sorry: { $firm } did not come ({ $window }, request { $reference }). It is noted, an adviser has been told. Another time?
booking-kept = All right, your present appointment is kept.
