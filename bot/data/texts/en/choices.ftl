# The lines of lists: short, lower case.

choice-other = something else
choice-none = none of these
choice-yes = yes
choice-no = no
choice-unknown = I do not know
choice-dwelling = only in my home
choice-building = in the whole building
choice-can-wait = yes, it can wait
choice-urgent = no, it is urgent
choice-more = other times
choice-adviser = talk to an adviser
choice-book = make an appointment
choice-report = report a problem
choice-status = where my request stands
choice-move-appointment = choose another time
choice-cancel-appointment = cancel the appointment
choice-close-request = close the request
choice-consent = yes, I agree
choice-no-consent = no, not now
choice-next-page = see more
