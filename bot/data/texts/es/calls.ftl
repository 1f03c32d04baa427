# The SMS after a call to the number.

call-urgent-paged = Su llamada se ha registrado como urgente, solicitud { $reference }. Estamos llamando a la persona de guardia. En caso de peligro: 18 o 112.
call-urgent-alerted = Su llamada se ha registrado como urgente, solicitud { $reference }. Hemos avisado a un asesor. En caso de peligro: 18 o 112.
call-message-kept = Su mensaje de voz se ha registrado, solicitud { $reference }. Un asesor lo va a escuchar. En caso de peligro: 18 o 112.
