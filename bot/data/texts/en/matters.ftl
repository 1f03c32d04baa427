# What is no repair: the right words, a reference, a date.

matter-callback = Noted (request { $reference }): an adviser will contact you as soon as we are open, on { $due }. If you would rather call: { $phone }.
matter-callback-open = Noted (request { $reference }): an adviser will contact you as soon as possible, by { $due } at the latest. If you would rather call: { $phone }.
matter-again = This is already noted, request { $reference }. I have added your message.
matter-nuisance = I understand, this is hard to live with. Request { $reference }: we will contact you by { $day } to take your statement. Please write down dates and times. If somebody is in danger, call 17.
    .sms = I understand. Request { $reference }: we will contact you by { $day } for your statement. Note dates and times. If somebody is in danger: call 17.
matter-nuisance-now = I understand, this is hard to live with. The tranquillity team, on duty until midnight, has your request { $reference }. We will contact you by { $day } to take your statement. If somebody is in danger, call 17.
    .sms = I understand. The tranquillity team (until midnight) has your request { $reference }. We will contact you by { $day } for your statement. If somebody is in danger: call 17.
matter-appeal = I understand that you disagree. Request { $reference }: you will get a written answer by { $day }. If it does not suit you, a friendly appeal is possible, then the mediator ({ $mediator }), free of charge. Nothing is final without a person's opinion.
    .sms = I understand that you disagree. Request { $reference }: written answer by { $day }. Then: friendly appeal, free mediator. Nothing is final without a person's opinion.
matter-works = Noted, request { $reference }: an adviser will answer you about the works by { $due }. Planned works are announced at least 8 days before.
matter-senior-works = Noted, request { $reference }. After the age of 70, with more than 25 years in your home, comfort works can be free. An adviser will check with you by { $due }.
matter-adaptation = Thank you for telling us. Request { $reference }: we can look at adapting your home, with a diagnosis within 20 days of your consent to process your data. Please write no medical detail here: I will tell you how to send the certificate. Do you agree?
    .sms = Thank you for telling us. Request { $reference }: adapting your home, diagnosis within 20 days of your consent to process your data. Write nothing medical here. Do you agree?
matter-financial = Thank you for telling us, you did the right thing. Request { $reference }: somebody from the social team will contact you by { $due } to look for a solution with you. If you can, pay part of the rent, even a small one: it helps. You can also call SOS Loyers impayés (rent arrears helpline), free: 0 805 16 00 75.
    .sms = Thank you for telling us, you did the right thing. Request { $reference }: the social team will contact you by { $due } to look for a solution with you. Free advice: 0 805 16 00 75.
matter-rent = Noted, request { $reference }: the rent team will answer you by { $due }. Your rent receipt is free.
matter-search = Noted, request { $reference }: a rental adviser will call you to talk about your search. { $offers }
matter-move-in = Welcome to your home. Request { $reference }: an adviser will look at this with you by { $due }. For guidance only (law 89-462, art. 3-2), you have 10 days after the move-in inventory to have it completed.
    .sms = Welcome to your home. Request { $reference }: an adviser will look at this with you by { $due }. For guidance, 10 days to complete the inventory (law 89-462 art. 3-2).
matter-notice = Noted, request { $reference }: an adviser will explain leaving by { $due } and offer you an advice visit. Please note: this message is not enough. For guidance only (law 89-462, art. 15), notice is given by registered letter, by a court commissioner or by hand against a receipt.
    .sms = Request { $reference }: an adviser will explain leaving by { $due }. This message is not enough: for guidance, registered letter or by hand against a receipt (law 89-462 art. 15).

consent-noted = Thank you. Your consent is noted for request { $reference }: the diagnosis will be made by { $day }. { $send }
no-consent-noted = All right, nothing will be done without your consent. Write to me whenever you like, or ask for an adviser.
