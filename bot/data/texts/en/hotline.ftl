# What the hotline itself says, without the assistant: technicians, opt-out, breakdowns, dangers.
# `.sms` is the text for SMS where it has to be shorter.

## Tenants
introduction = I am an automatic assistant.
    .sms = Automatic assistant.
opted-out = Noted: we will not write to you first any more. We still answer your own messages. To get our messages again, write REPRENDRE.
opted-in = Noted: you will get our messages again.
slow-down = We have received all your messages and kept every one. Please give us a minute to answer. In danger, call 18 or 112.
choice-expired = This list is no longer valid. Just tell us what you need.
empty-message = Your message arrived empty. Please tell us in a few words what is happening.
photo-received = Thank you for the photo, it is attached to your request. Please also tell us in a few words what is happening.
voice-note-received = We cannot listen to voice messages. Please write in a few words what is happening. In danger, call 18 or 112.
sticker-received = Received. Please tell us in a few words what is happening.
location-received = Thank you for the location, it is attached to your request. Please tell us what is happening.
contact-unknown = Thank you. We cannot find this number in our files: please give us your name and address.
contact-known = Thank you { $name }, we have recognised you.
edit-noted = We saw that you changed a message. If it matters, please write it again.
kind-not-read = We cannot read this kind of message. Please tell us in a few words what is happening.
session-expired = Your session has expired. A new conversation starts.
taken-over = { $name } has taken over the conversation and is answering you.
given-back = The automatic assistant takes the conversation back.
answer-yes = Yes
answer-no = No

## The engine gives no answer
engine-down = Your message is recorded. Our assistant cannot read it at the moment. Is it urgent? In danger, call 18 or 112.
    .sms = Message recorded. Our assistant cannot read it at the moment. Is it urgent? In danger: 18 or 112.
engine-down-urgent = It is urgent
engine-down-wait = It can wait
engine-down-paged = Noted as urgent, request { $reference }. We are calling the technician on duty.
engine-down-alerted = Noted as urgent, request { $reference }. An adviser has been alerted.
engine-down-recorded = Noted, request { $reference }. An adviser will answer you.

## Dangers
technician-accepted = { $name }, the technician on duty, is taking care of your request { $reference }. They may call you: keep your phone near you.
technician-coming = { $name }, the technician on duty, arrives in about { $minutes } minutes. Request { $reference }.
technician-late = { $name }, the technician on duty, is delayed: arrival in about { $minutes } minutes. Request { $reference }.
technician-arrived = { $name }, the technician on duty, has arrived. Request { $reference }.
technician-done = { $name } has finished the work. Request { $reference }. If the problem goes on or comes back, write to us here.
technician-handed-over = { $name }, the technician on duty, now takes over your request { $reference }.
technician-given-back = { $name } cannot come after all. We are calling somebody else and will write to you. Request { $reference }. In danger: 18 or 112.
agreement-ask = { $told } On Saturdays, Sundays and public holidays, a visit to your home needs your agreement. Do you agree?
agreement-yes-noted = Thank you, your agreement is noted. Request { $reference }.
agreement-no-noted = Noted: no visit without your agreement. The technician has been told, an adviser will contact you. Request { $reference }. If it gets worse, write to us.
supervisor-accepted = A person in charge has seen your message. In immediate danger: 17 or 112, or text 114.
nobody-yet = We have not yet reached the person on duty. We keep trying. If somebody is in danger, call 18 or 112.
