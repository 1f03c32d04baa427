# What the hotline itself says, without the assistant: technicians, opt-out, breakdowns, dangers.
# `.sms` is the text for SMS where it has to be shorter.

## Tenants
introduction = Soy un asistente automático.
    .sms = Asistente automático.
opted-out = Queda anotado: ya no le escribiremos por iniciativa nuestra. Siempre respondemos a sus mensajes. Para volver a recibir nuestros mensajes, escriba REPRENDRE.
opted-in = Queda anotado: volverá a recibir nuestros mensajes.
slow-down = Hemos recibido sus mensajes, todos están registrados. Denos un minuto para responderle. En caso de peligro, llame al 18 o al 112.
choice-expired = Esta lista ya no es válida. Díganos simplemente qué necesita.
empty-message = Su mensaje ha llegado vacío. Escríbanos en pocas palabras qué pasa.
photo-received = Gracias por la foto, queda unida a su solicitud. Escríbanos también en pocas palabras qué pasa.
voice-note-received = No podemos escuchar los mensajes de voz. Escríbanos en pocas palabras qué pasa. En caso de peligro, llame al 18 o al 112.
sticker-received = Recibido. Escríbanos en pocas palabras qué pasa.
location-received = Gracias por la ubicación, queda unida a su solicitud. Escríbanos qué pasa.
contact-unknown = Gracias. No encontramos este número en nuestros archivos: díganos su nombre y su dirección.
contact-known = Gracias, { $name }, ya sabemos quién es.
edit-noted = Hemos visto que ha cambiado un mensaje. Si es importante, escríbalo otra vez.
kind-not-read = No podemos leer este tipo de mensaje. Escríbanos en pocas palabras qué pasa.
session-expired = Su sesión ha caducado. Empieza una conversación nueva.
taken-over = { $name } sigue ahora la conversación y le responde.
given-back = El asistente automático retoma la conversación.
answer-yes = Sí
answer-no = No

## The engine gives no answer
engine-down = Su mensaje está registrado. Nuestro asistente no puede leerlo en este momento. ¿Es urgente? En caso de peligro, llame al 18 o al 112.
    .sms = Mensaje registrado. Nuestro asistente no puede leerlo en este momento. ¿Es urgente? Peligro: 18 o 112.
engine-down-urgent = Es urgente
engine-down-wait = Puede esperar
engine-down-paged = Anotado como urgente, solicitud { $reference }. Estamos llamando al técnico de guardia.
engine-down-alerted = Anotado como urgente, solicitud { $reference }. Se ha avisado a un asesor.
engine-down-recorded = Queda anotado, solicitud { $reference }. Un asesor le responderá.

## Dangers
technician-accepted = { $name }, técnico de guardia, se ocupa de su solicitud { $reference }. Es posible que le llame: tenga el teléfono cerca.
    .sms = { $name }, técnico de guardia, se ocupa de su solicitud { $reference }. Es posible que le llame, tenga el teléfono cerca.
technician-coming = { $name }, técnico de guardia, llega en unos { $minutes } minutos. Solicitud { $reference }.
technician-late = { $name }, técnico de guardia, viene con retraso: llega en unos { $minutes } minutos. Solicitud { $reference }.
technician-arrived = { $name }, técnico de guardia, ya está en el lugar. Solicitud { $reference }.
technician-done = { $name } ha terminado la intervención. Solicitud { $reference }. Si el problema sigue o vuelve, escríbanos aquí.
technician-handed-over = { $name }, técnico de guardia, se ocupa ahora de su solicitud { $reference }.
technician-given-back = Al final { $name } no puede venir. Estamos llamando a otra persona y le escribiremos. Solicitud { $reference }. En caso de peligro: 18 o 112.
agreement-ask = { $told } Los sábados, domingos y festivos, una visita a su casa necesita su acuerdo. ¿Está de acuerdo?
agreement-yes-noted = Gracias, su acuerdo queda anotado. Solicitud { $reference }.
agreement-no-noted = Anotado: ninguna visita sin su acuerdo. El técnico está avisado, un asesor le contactará. Solicitud { $reference }. Si empeora, escríbanos.
supervisor-accepted = Una persona responsable ha visto su mensaje. Si hay un peligro inmediato: 17 o 112, o SMS al 114.
nobody-yet = Todavía no hemos podido hablar con la persona de guardia. Seguimos intentándolo. Si alguien está en peligro, llame al 18 o al 112.
