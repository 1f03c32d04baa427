# Short answers.

greet = Hello, I am the automatic assistant of { $landlord }. Tell me what is wrong in your home, or ask your question.
thank = You are welcome. I am here if you need me.
goodbye = Goodbye. You can write to me at any hour.
help = I can record a problem in your home or building, make an appointment, say who pays, follow a request or pass you to an adviser. Simply write what is happening.
bot-challenge = Yes, I am an automatic assistant of { $landlord }. To talk to a person, write "adviser" or call { $phone }.
contact-hours = { $landlord }, { $phone }. Offices open: { $hours }. I answer here at any hour, and emergencies are dealt with day and night.
hours-day = { $day } { $hours }
hours-days = { $first } to { $last } { $hours }
weekday-0 = Monday
weekday-1 = Tuesday
weekday-2 = Wednesday
weekday-3 = Thursday
weekday-4 = Friday
weekday-5 = Saturday
weekday-6 = Sunday
stop-messages = To stop receiving messages, reply with STOP only. Emergency messages go on.
affirm = Very well. Tell me if you need anything else.
deny = All right. Tell me if you need anything else.
out-of-scope = I cannot help with that. I deal with your home, your building and your matters with { $landlord }. To talk to a person, write "adviser".
choice-stale = That list is no longer valid. Simply tell me what you would like to do.
did-you-mean = I am not sure I understood. What is it about?
offer-adviser = Sorry, I cannot understand. Would you like an adviser to answer you?
change-language = In which language shall I write to you?
language-set = { $sentence }
