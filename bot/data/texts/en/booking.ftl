# Appointments: two-hour windows.

ask-window = When can a technician come for: { $problem }? You can also tell me what suits you, for example "Thursday morning".
    .sms = When can we come for: { $problem }?
ask-window-tenant-pays = For guidance only: this repair ({ $problem }) is in principle yours to pay, unless it is worn out or faulty. You can choose a visit, which may be charged to you, or ask an adviser to check first.
    .sms = For guidance: in principle this is yours to pay, unless worn out or faulty; the visit may be charged. When?
no-window-suits = I have nothing else at that time. This is still possible:
no-window-at-all = I cannot find any free time online.
booking-after-this = Yes, I will offer you an appointment right after. First:
booking-by-adviser = For request { $reference }, an adviser will check your address and offer you a date here.
booking-lost = I cannot find that appointment any more. What would you like to do?
booking-later = All right, no appointment for now. Your request stays open: write "appointment" whenever you like.
    .sms = All right. Your request stays open: write "appointment" whenever you like.
window-taken = Sorry, that time has just been taken. Here are the nearest ones:
appointment-booked = Booked: { $firm } will come on { $window } ({ $problem }, request { $reference }). Please be at home and clear the access. If you cannot be there, write to me before.
    .sms = Booked: { $firm } comes on { $window }, request { $reference }. Please be there and clear the access. Cannot be there? Write to me.
appointment-is = Your appointment: { $firm } comes on { $window } ({ $problem }, request { $reference }).
    .sms = Appointment: { $firm }, { $window }, request { $reference }.
appointment-none = I cannot see any appointment for you. What would you like to do?
appointment-moving = All right, choose another time. Your present appointment is kept until then.
appointment-cancelled = The appointment of { $window } with { $firm } is cancelled. Your request { $reference } stays open.
no-show-recorded = We are very sorry. I have noted that { $firm } did not come as agreed ({ $window }, request { $reference }). Would you like another time?
    .sms = We are very sorry. Noted: { $firm }, { $window }, request { $reference }. Another time?
booking-kept = All right, your present appointment is kept.
