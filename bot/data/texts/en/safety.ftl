# Safety cards: the first message after a danger, before any question. `.sms` is GSM-7 only.
# $gas_number and $power_number are the residence's own emergency numbers.
# Each card says what to do now, whom to call, and that the emergency services were not called by us.

card-gas =
    GAS DANGER: get out now, with everyone.
    No flame. Do not touch any switch. Do not take the lift.
    Only once outside, call { $gas_number } (free, day and night), 18 or 112.
    We have not called the emergency services: call them.
    Do not go back in until they say so. Write to us once you are outside.
    .sms = GAS DANGER: get everyone out. No flame, no switch. Once outside, call { $gas_number } or 18. We have not called the emergency services: call them.
card-carbon-monoxide =
    CARBON MONOXIDE, a gas you cannot smell: open the windows, stop the heating and the gas if they are close by, and get everyone out.
    Once outside, call 18 or 112. If you cannot speak: text 114.
    We have not called the emergency services: call them.
    Do not go back in until they say so.
    .sms = CARBON MONOXIDE: open windows, stop the heating, get everyone out. Outside, call 18 or 112 (text: 114). We have not called the emergency services: call them.
card-fire =
    FIRE: get out and close the door behind you. Do not take the lift.
    If the stairs are full of smoke, stay in: door closed, wet cloth at the foot of the door, show yourself at the window.
    Call 18 or 112. If you cannot speak: text 114.
    We have not called the emergency services: call them.
    .sms = FIRE: get out, close the door, no lift. Smoke on the stairs: stay in, door closed, go to a window. Call 18 or 112. We have not called the emergency services.
card-water-and-electricity =
    WATER AND ELECTRICITY: move away, do not touch the water, the sockets or the lights.
    Switch off the main breaker only if you can reach it dry. Do not walk in the water.
    Fire, smoke or someone hurt: 18. Enedis (power), day and night: { $power_number }.
    We have not called the emergency services: call them.
    .sms = WATER AND POWER: leave the room, touch nothing wet. Fire or someone hurt: 18. Enedis: { $power_number }. We have not called the emergency services: call them.
card-electrocution =
    ELECTRICAL DANGER: move away and touch nothing more.
    Switch off the main breaker if you can reach it dry and safely.
    Someone has had a shock: do not touch them before the power is off, call 15.
    Fire or smoke: 18. Enedis (power), day and night: { $power_number }.
    We have not called the emergency services: call them.
    .sms = ELECTRICAL DANGER: move away, cut the breaker if dry. Someone hurt: 15, do not touch them. Fire: 18. We have not called the emergency services: call them.
card-lift-trapped =
    LIFT: stay calm, the cabin will not fall and there is air.
    Press the alarm button (the bell) for a long time and speak. Never try to get out alone.
    Someone unwell, a child alone, smoke: call 15, 18 or 112.
    We have not called the emergency services: call them.
    .sms = LIFT: hold the bell down and speak. Never get out alone. Someone unwell or a child alone: 15, 18, 112. We have not called the emergency services: call them.
card-collapse =
    DANGER OF COLLAPSE: leave the room or the balcony, close the door, do not go back.
    Do not stand below. If everything moves or cracks, leave the building.
    Someone hurt or great danger: call 18 or 112.
    We have not called the emergency services: call them.
    .sms = DANGER: leave the room, close the door, do not go back, do not stand below. Call 18 or 112. We have not called the emergency services: call them.
# Neutral words: another person may read this phone.
card-violence =
    We have read your message.
    Right now: 17. Without speaking: text 114, with the address.
    To be listened to, free, day and night: 39 19. For a child: 119.
    We have not called any of these numbers: call them.
    If you prefer, delete this message.
    .sms = Message read. Right now: 17, or without speaking: text 114 with the address. To talk: 39 19. Child: 119. We have called none of these. Delete this if needed.
    .webchat =
        We have read your message.
        Right now: 17. Without speaking: text 114, with the address.
        To be listened to, free, day and night: 39 19. For a child: 119.
        We have not called any of these numbers: call them.
        If you prefer, delete this message.
        On this screen, "Leave quickly" (or Escape twice) clears everything.
card-intrusion =
    Do not open, do not show yourself, get into a room that locks.
    Call 17 or 112. If you cannot speak: text 114, with the address.
    We have not called the police or the emergency services: call them.
    Afterwards, touch nothing: we will have the door made safe.
    .sms = Do not open, lock yourself in. Call 17 or 112. Cannot speak: text 114 with the address. We have not called the police or the emergency services: call them.
card-suicide =
    Thank you for writing this to us. You matter, and you are not alone.
    Someone will listen to you on 31 14, free, day and night. Also about someone you care for.
    Danger right now, or pills taken: 15 or 112. Without speaking: text 114.
    We have not called the emergency services: call them, or ask someone to stay with you.
    .sms = Thank you for writing, you matter. Someone listens on 31 14, free, day and night. Danger now: 15. We have not called the emergency services: call them.
card-medical =
    Call 15 or 112 now. If you cannot speak: text 114, with the address.
    Do not move the person. Stay close and do what the 15 tells you.
    Not breathing: say it first to the 15. Something swallowed: do not make them vomit.
    Another kind of danger: 17 police, 18 fire brigade.
    We have not called the emergency services: call them.
    .sms = Call 15 or 112 (text: 114), give the address. Do not move the person. Police 17, fire 18. We have not called the emergency services: call them.

# The message after the card. $told is one of the told-… texts.
card-bot-notice = This is an automatic assistant. Your message is recorded. We are telling { $told }.
told-duty = the technician on call
told-lift-firm = the lift company
told-supervisor = a supervisor, with only what is strictly needed

# Questions for an alarm in doubt; yes or no is offered below.
card-question-fire = Can you see fire or smoke, or smell burning, now?
card-question-water-and-electricity = Is water touching a socket, a light or the fuse box, now?
card-question-electrocution = Are there sparks, a very hot socket, or someone who has had a shock, now?
card-question-lift-trapped = Is someone inside the stopped lift, now?
card-question-collapse = Could the ceiling, the wall or the balcony fall on someone?
card-question-violence = Can you read and answer safely? Do you need help now?
card-question-intrusion = Is someone in your home, or at your door trying to force it, now?
card-question-suicide = Are you in danger now?
card-question-medical = Is someone in danger now?
card-thanks-safe = Thank you for telling us. Your message stays on record. If this changes, write to us or call 112.
card-stay-line = Noted. Keep your phone close. In danger, call 112: we have not done so.
danger-notice-asking = This is an automatic assistant. Your message is recorded. If you do not answer, we tell the person on duty.
danger-confirmed = Noted, we are telling the person on duty. Stay safe. If it gets worse: 18 or 112.
danger-where = If you are safe: write your name and full address in one message.
danger-where-noted = Thank you, we have passed on your address. Stay safe. If it gets worse: 18 or 112.
