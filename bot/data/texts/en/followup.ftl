# What you say about a request that exists.

information-added = Thank you, I have added it to your request { $reference }.
information-for-nothing = Thank you. I cannot see any open request to add it to. What would you like to do?
rating-noted = Thank you for your opinion, it is noted for request { $reference }. It counts when we assess the firm.
rating-thanks = Thank you for your opinion. I cannot see which job it is about. What would you like to do?
request-closed = Thank you for telling us. Request { $reference } is closed. If the problem comes back, write to me.
nothing-to-close = I cannot see any open request of yours. What would you like to do?
danger-said-settled = Thank you, I am telling the team. To be safe, somebody will still check for request { $reference }.

close-request-which = Which of your requests is settled?
unsolved-which = I am sorry. Which request do you mean?
request-reopened = I am sorry that it is not fixed. Your request { $reference } is open again and the team has been told. { $next }
request-renewed = I am sorry that it is not fixed. Your request { $old } is an old one: I open request { $reference } for the same problem. { $next }
next-reopened = This is your earlier request: it is open again and the team has been told.
