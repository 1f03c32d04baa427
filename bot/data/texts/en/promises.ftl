# The promises of the charter: what is said when a request opens one, the agreed time, the answers.

# Search, housing benefit
offers-at = Our homes to rent: { $link }.
matter-apl = Noted, request { $reference }: an adviser will estimate your APL (housing benefit) by { $due }, and file the application with you if you are entitled to it. For guidance, please have ready: { $needed }. { $send }
    .sms = Request { $reference }: we estimate your APL by { $day }. Have ready: { $needed }. { $send }
apl-need-rent = the rent
apl-need-work = your payslips
apl-need-no-work = your France Travail or RSA certificate
apl-need-student = your student card, your grant
apl-need-retired = your pension statement
apl-need-family = the family record book
apl-need-any = your income, who lives with you
send-files = To send these papers: { $link }

# Moving in
matter-check-in = You are right: we owe you a call within the month after you move in. Request { $reference }.
matter-documents = Here are the documents about your home (equipment, who pays for what, useful numbers, green habits): { $link }. Request { $reference }.
    .sms = Your documents (equipment, who pays for what, useful numbers, green habits): { $link } Request { $reference }.
matter-documents-later = Noted, request { $reference }: we will send you the documents about your home by { $due }.
matter-move-in-item = Thank you for telling us. Request { $reference }: this should have been ready when you moved in ({ $items }). The team will deal with it by { $due }. For guidance only (law 89-462, art. 3-2), you have 10 days after the move-in inventory to have it completed.
    .sms = Thank you. Request { $reference }: this should have been ready when you moved in ({ $items }). We deal with it by { $day }. For guidance: 10 days to complete the inventory (law 89-462 art. 3-2).
matter-move-in-danger = Request { $reference }, urgent ({ $items }): the team is told at once. Do not touch it, keep children away. If there is a fire or a smell of gas, go out and call 18.
item-water-saver = water saver
item-bulb = light bulbs
item-door-cylinder = door lock
item-letterbox-lock = letterbox
item-garage-lock = garage or cellar lock
item-front-door = front door
item-window = window
item-electricity = electricity
item-gas = gas
item-ventilation = ventilation
item-smoke-detector = smoke detector
matter-cleaning = We are sorry: your home should have been clean when you arrived. Request { $reference }: we will have it cleaned again, free of charge.
ask-new-cleaning = When can the cleaning team come?
new-cleaning-booked = Booked: { $firm } will clean again { $window }. Request { $reference }.
new-cleaning-later = All right. An adviser will contact you to find a time for the cleaning. Request { $reference }.

# Letters, disagreement
matter-letter = Request { $reference }. We answer letters and e-mails within 8 days of their arrival. For yours, sent on { $sent }: by { $day } at the latest.
matter-letter-undated = Request { $reference }. We answer letters and e-mails within 8 days of their arrival. If that time has passed, tell me on which day you sent it.
matter-letter-late = Request { $reference }. You wrote on { $sent }: we should have answered by { $day }. We are sorry. An adviser has been told and is looking for your letter.
matter-mediator = I understand. Request { $reference }. The steps: 1. you write why you disagree, answer by { $day }; 2. the friendly appeal: a person who did not take the decision looks at it again with you; 3. then the mediator, { $mediator }, free of charge, within a year: { $mediator_url }. For guidance only, the mediator does not deal with housing applications nor with conflicts between neighbours.
    .sms = Request { $reference }. Steps: 1. written answer by { $day }; 2. friendly appeal: another person looks at it again with you; 3. mediator, free, within a year: { $mediator_url }

# Over 70, health
matter-senior-works-met = Noted, request { $reference }. According to your file, you meet both conditions (70 years old, 25 years in your home): these comfort works are free. An adviser will choose them with you.
    .sms = Request { $reference }. According to your file, the conditions are met: these comfort works are free. An adviser will choose them with you.
matter-senior-works-not-met = Noted, request { $reference }. These works are for people over 70 who have lived in their home for more than 25 years. According to your file, that is not yet the case. An adviser will check with you by { $due }.
    .sms = Request { $reference }. These works: over 70 and 25 years in the home. According to your file, not yet. An adviser will check with you by { $day }.
send-certificate = The medical certificate can be sent here: { $link }
send-certificate-later = An adviser will tell you how to send the certificate.

# Leaving
matter-notice-period = For guidance only (law 89-462, art. 15): the notice period is 3 months. It is 1 month in an area where housing is short, or if your letter gives a reason with proof: job transfer, first job, job loss or a new job after a loss, health, violence, RSA or AAH benefit, being given social housing. It runs from the day we receive your letter. An adviser will confirm, request { $reference }.
    .sms = For guidance (law 89-462 art. 15): 3 months, or 1 month where housing is short or with a proven reason in the letter (job, health, RSA, AAH, social housing...), from receipt. An adviser will confirm, request { $reference }.
matter-notice-period-tense = For guidance only (law 89-462, art. 15): housing is short in your town, the notice period is 1 month. Write it in your letter. It runs from the day we receive it. An adviser will confirm, request { $reference }.
matter-notice-period-reason = For guidance only (law 89-462, art. 15): the notice period is 3 months, but your reason may reduce it to 1 month. Write it in your letter, with proof, otherwise it is 3 months. It runs from the day we receive it. An adviser will confirm, request { $reference }.
    .sms = For guidance (law 89-462 art. 15): 3 months, but your reason may reduce it to 1 month if it is in the letter, with proof. It runs from receipt. An adviser will confirm, request { $reference }.
notice-sheet = Leaving sheet. 1. Give notice by registered letter, or by hand against a receipt. 2. The advice visit: we look together at what would need repair. 3. Fill the holes, clean, empty everything. 4. End electricity, gas, water, internet and insurance after the keys. 5. Book the inventory and give your new address: the deposit comes back within 1 month (2 if there are repairs), for guidance only (law 89-462, art. 22).
    .sms = Leaving sheet: 1 notice by registered letter 2 advice visit 3 fill holes, clean, empty 4 end energy and insurance after the keys 5 new address. Deposit back in 1 or 2 months, for guidance (law 89-462 art. 22).
eco-products = Yes: the shared areas are cleaned with eco-labelled products. Only the bin room gets a disinfectant that is not.

# Agreed times
ask-time-call = When may we call you?
ask-time-statement = When may we call you to listen to you?
ask-time-interview = When would you like to speak to an adviser, by phone?
ask-time-advice-visit = When may we come for the advice visit? It is free and avoids costs when you leave.
ask-time-check-in = When may we call you to see how things are?
time-agreed-call = Agreed: we will call you on { $when }. Request { $reference }.
time-agreed-statement = Agreed: we will call you on { $when }. Request { $reference }.
time-agreed-interview = Agreed: an adviser will call you on { $when }. Request { $reference }.
time-agreed-advice-visit = Agreed: we will come to your home on { $when } for the advice visit. Request { $reference }.
time-agreed-check-in = Agreed: we will call you on { $when }. Request { $reference }.
time-taken = Sorry, this time has just been taken. Here are the next ones:
time-cancelled = Cancelled. Your request { $reference } stays open.
no-time-free = There is no free time at the moment. An adviser will contact you, request { $reference }.
time-reminder-call = Reminder: we will call you on { $when }, as agreed. Request { $reference }.
time-reminder-visit = Reminder: we will come on { $when }, as agreed. Request { $reference }.
ask-phone-this = Agreed for { $when }. May we call you on this number?
ask-phone-file = Agreed for { $when }. May we call you on the number that we have?
ask-phone-new = Agreed for { $when }. On which number may we call you? Write it here.
ask-phone-other = On which number may we call you? Write it here.
phone-noted = Thank you, noted for request { $reference }.
check-in-proposed = Hello, this is { $landlord }. You have been in your home since { $since }: we would like to call you to see if all is well. When?
check-in-untimed = Hello, this is { $landlord }. You have been in your home since { $since }: an adviser will call you soon to see if all is well.
choice-more-times = other times
choice-any-time = any time
choice-change-time = change the time
choice-cancel-time = cancel
choice-sheet = the leaving sheet
choice-this-phone = yes
choice-other-phone = no, another number
