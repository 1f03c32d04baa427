# Who writes, and what everybody may ask of their data.

identity-ask-name = Before I open your file, I check that it is really you. What are your first and last names?
identity-ask-address = Thank you. What is the address of your home (number, street, town)?
identity-code-sent = If we have a phone number for this person, a 6-digit code is on its way there by SMS. Type it here within { $minutes } minutes. Nothing received? An adviser can help you.
identity-code = { $landlord }: your code is { $code }, valid for { $minutes } minutes. Somebody asks to see your file. If it is not you, give this code to nobody.
identity-wrong-code = This code is not right. Please check the 6 digits. Tries left: { $left }.
identity-code-over = This code can no longer be used. You can ask for another one, or talk to an adviser.
identity-wait = Several codes have been asked for here. Try again in an hour, or talk to an adviser.
identity-proven = Thank you { $name }, I know who you are now. What would you like to see?
who-writes = Several people use this number. Who is writing?
which-dwelling = You have several homes with us. Which one is it about?
speaker-noted = Thank you, noted.
share-number = Send my number
privacy-menu = Your personal data: what would you like to do?
matter-privacy = Noted, request { $reference }: we answer about your data by { $day } at the latest. Right now you can:
privacy-summary = We keep your name, your number, your address, { $requests ->
    [one] 1 request
   *[other] { $requests } requests
 }, { $messages } messages and { $appointments } appointments. Messages are deleted after { $months } months.
privacy-export = All your data is here, to be opened once, within { $hours } hours: { $link }
privacy-correct = What has to be corrected?
privacy-correct-noted = Noted, request { $reference }: an adviser asks you for the right information and corrects your file by { $day } at the latest.
privacy-dpo = Data protection officer: { $dpo }. Your request { $reference } is passed on, with an answer by { $day }. You can also turn to the CNIL (cnil.fr).
privacy-erase-confirm = Erasing your data: your messages, name and number are deleted here, your open requests are cancelled. It cannot be undone. Your lease is not concerned. Do you confirm?
privacy-erase-soon = Noted, request { $reference }: your data is erased within the hour. This is our last message. You can always write to us again.
privacy-erase-deferred = Request { $reference } noted. { $reason } The erasure waits until it is over (around { $until }). Then a person decides and answers you, by { $day } at the latest.
privacy-reason-emergency = An emergency at your home is being dealt with.
privacy-reason-incident = A technician is dealing with a breakdown at your home.
privacy-reason-appointment = An appointment at your home is booked.
privacy-erase-kept = All right, nothing is erased.
privacy-page-title = Your data
privacy-page-intro = This page shows all that { $landlord } keeps of you in its hotline. It opens once. Open it when you are alone at your screen.
privacy-page-open = Show my data
privacy-page-download = Download the file (JSON)
privacy-page-over = This address has been used, or its time is over. Ask for another one in the conversation.
privacy-page-messages = Messages
choice-prove = see my file
choice-someone-else = somebody else
choice-no-dwelling = none, another question
choice-my-appointment = my appointment
choice-my-data = my personal data
choice-privacy-see = see what you keep
choice-privacy-export = receive everything
choice-privacy-correct = correct
choice-privacy-erase = erase
choice-privacy-dpo = write to the data officer (DPO)
choice-privacy-correct-name = my name
choice-privacy-correct-number = my number
choice-change-language = my language
choice-privacy-erase-yes = yes, erase everything
choice-privacy-erase-no = no, keep it
