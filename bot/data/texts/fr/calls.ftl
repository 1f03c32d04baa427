# The SMS after a call to the number.

call-urgent-paged = Votre appel est noté comme urgent, demande { $reference }. Nous appelons la personne d'astreinte. En cas de danger : 18 ou 112.
call-urgent-alerted = Votre appel est noté comme urgent, demande { $reference }. Un conseiller est prévenu. En cas de danger : 18 ou 112.
call-message-kept = Votre message vocal est enregistré, demande { $reference }. Un conseiller va l'écouter. En cas de danger : 18 ou 112.
