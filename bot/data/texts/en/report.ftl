# Reporting a problem: the questions, then the confirmation.

ask-situation = To be sure I understand: what is it about?
    .sms = What is it about?
ask-situation-open = Can you tell me in a few words what is wrong, and in which room? Or choose:
ask-situation-words = All right. Tell me in a few words what is wrong, and in which room.
ask-danger = Is anybody in danger right now?
ask-part = What is it about? You can also write it in your own words.
    .sms = What is it about?
problems-noted = I have also noted: { $others }. I will start with the most pressing: { $first }.
    .sms = Also noted: { $others }. First: { $first }.
ask-condition = { $question }
ask-conditions = Is one of these true right now?
ask-can-wait = An adviser will read your message. Can it wait until our offices open?
ask-scope = Is it only in your home, or in the whole building?
ask-report-form-typed-name = To help you properly, I need to know who you are: what are your first and last names?
ask-report-form-typed-address = Thank you. What is your address: number, street, town, building, floor, door?
answer-unclear = Sorry, I did not understand your answer.
problem-noted = Noted too: { $problem }. I will come to it right after. First, one more answer for your first request:
    .sms = Noted too: { $problem }. I will come to it right after. First:
report-dropped = All right, I will not pass this problem on. Write to me whenever you like.

request-opened =
    Noted, your request { $reference } is recorded: { $problem }.
    { $when } { $next }
    .sms = Request { $reference }: { $problem }. { $when } { $next }
request-opened-with-advice =
    Noted, your request { $reference } is recorded: { $problem }.
    { $when } { $next }
    { $advice }
    .sms = Request { $reference }: { $problem }. { $when } { $next } { $advice }

understood-other = your message, which an adviser will read
understood-request = your message

when-emergency = This is an emergency: we act before { $due }.
    .sms = Emergency: we act before { $due }.
when-on-call = This is urgent: we act before { $due }.
    .sms = Urgent: we act before { $due }.
when-1-day = We act quickly, by { $due } at the latest.
    .sms = We act by { $due }.
when-3-days = We act by { $due }.
when-10-days = We act by { $due }.
when-advice = This is not urgent.
when-open = An adviser will answer you here.

next-paged = The on-call technician is being called now; I will write as soon as they answer.
    .sms = The on-call technician is being called, I will write.
next-alerted = An adviser is being told now and will write to you here.
    .sms = An adviser is told and will write to you here.
next-booking = Choose an appointment in the next message.
next-recorded = An adviser is taking care of it and will write to you here.
    .sms = An adviser deals with it and writes to you here.
next-advice = If you would like help, write "adviser".
    .sms = For help, write "adviser".
next-joined = You already had this request: I have added your message to it.
    .sms = I have added your message to it.
next-known = This problem has already been reported in your building and somebody is on it. To know where it stands, write to me whenever you like.
    .sms = Already reported: somebody is on it.
