# Works, outages, known troubles of the building, cleaning days. The name of a nature follows a colon.

works-nature-heating = heating
works-nature-hot-water = hot water
works-nature-water = water
works-nature-electricity = electricity
works-nature-gas = gas
works-nature-lift = lift
works-nature-entrance = door and intercom
works-nature-lighting = shared lighting
works-nature-tv = television
works-nature-internet = internet
works-nature-ventilation = ventilation
works-nature-drains = drains
works-nature-car-park = car park
works-nature-facade = outside walls
works-nature-roof = roof
works-nature-windows = windows
works-nature-common-parts = shared areas
works-nature-outdoor = outdoor areas
works-nature-meters = meters
works-nature-other = other works

works-what = { $nature } ({ $title })
works-in-brackets = { " " }({ $said })
works-until = { " " }(expected back: { $ends })

works-announced = Works planned in your building: { $what }. Start: { $starts }. Expected end: { $ends }{ $duration }. Place: { $place }. Project manager: { $manager }. Firm: { $firms }. Any question? Write it here.
    .sms = Works: { $what }. Start: { $starts }. End: { $ends }{ $duration }. Place: { $place }. Project manager: { $manager }. Firm: { $firms }. Questions: here.
works-outage-planned = Planned cut in your building: { $what }. Start: { $starts }. Expected end: { $ends }{ $duration }. Place: { $place }. Project manager: { $manager }. Firm: { $firms }. Any question? Write it here.
    .sms = Planned cut: { $what }. Start: { $starts }. End: { $ends }{ $duration }. Place: { $place }. Project manager: { $manager }. Firm: { $firms }. Questions: here.
works-outage-now = Right now in your building, breakdown or cut: { $what }{ $where }, since { $starts }{ $until }. We will write to you as soon as it is back. If there is a baby, an elderly or ill person in your home, write it here.
    .sms = Right now, breakdown or cut: { $what }{ $where }, since { $starts }{ $until }. We write to you when it is back. A baby, an elderly or ill person in your home? Write it here.
works-changed = Change to the works in your building: { $what }. Start: { $starts }. Expected end: { $ends }{ $duration }. Place: { $place }. Project manager: { $manager }. Firm: { $firms }. Any question? Write it here.
    .sms = Change: { $what }. Start: { $starts }. End: { $ends }{ $duration }. Place: { $place }. Project manager: { $manager }. Firm: { $firms }. Questions: here.
works-cancelled = Cancelled in your building: { $what }, planned for { $starts }. You have nothing to do.
works-ended = It is back in your building: { $what }{ $where }. If it is not in your home, write it here.
works-told = Planned in your building: { $what }. Start: { $starts }. End: { $ends }{ $duration }. Place: { $place }. Project manager: { $manager }. Firm: { $firms }.
    .sms = Planned: { $what }. Start: { $starts }. End: { $ends }{ $duration }. Place: { $place }. Project manager: { $manager }. Firm: { $firms }.

works-known-outage = Right now in your building, breakdown or cut: { $what }{ $where }, since { $starts }{ $until }. It is being dealt with.
    .sms = Right now, breakdown or cut: { $what }, since { $starts }{ $until }. It is being dealt with.
works-known-works = This may come from the works in your building: { $what }{ $where }, from { $starts } to { $ends }.
    .sms = Works in your building: { $what }, from { $starts } to { $ends }.
works-known-trouble = This has already been reported in your building since { $since }: { $problem }. { $state }
works-state-open = A technician is being called.
works-state-taken = A technician has been told and is dealing with it.
works-state-arrived = A technician is on site.
works-state-request = Somebody is dealing with it.
choice-follow = keep me posted
choice-apart = in my home it is something else, or worse
works-following = Noted, request { $reference } ({ $problem }): we will write to you here when it is settled. If it gets worse in your home, tell me.
works-follow-done = Request { $reference }: { $problem }, it is settled in your building. If it is not in your home, tell me:
works-follow-closed = Request { $reference }: { $problem }, the building's report is closed. If it goes on in your home, tell me:
works-follow-cancelled = Request { $reference }: { $problem }, what was announced in your building is cancelled. If you still have a problem in your home, tell me:

next-redo = We check it and have it done again if needed.
cleaning-common-parts = cleaning of shared areas
cleaning-bins = bins
cleaning-windows = windows
cleaning-green-spaces = green spaces
cleaning-line = { $service }: { $days }{ $hours }
cleaning-and = { $first }; { $rest }
cleaning-hours = { " " }({ $starts }-{ $ends })
cleaning-days = Next visits in your building. { $lines }. If it is not done well, tell me: we have it done again.
    .sms = Next visits: { $lines }.
cleaning-unknown = I do not have the cleaning days of your building. An adviser can answer you.
choice-redo = it is not done well
