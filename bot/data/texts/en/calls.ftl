# The SMS after a call to the number.

call-urgent-paged = Your call is noted as urgent, request { $reference }. We are calling the person on duty. In danger: 18 or 112.
call-urgent-alerted = Your call is noted as urgent, request { $reference }. An adviser has been alerted. In danger: 18 or 112.
call-message-kept = Your voice message is recorded, request { $reference }. An adviser will listen to it. In danger: 18 or 112.
