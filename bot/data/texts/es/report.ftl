# Avisar de un problema: las preguntas, después la confirmación.

ask-situation = Para entenderle bien: ¿de qué se trata?
    .sms = ¿De qué se trata?
ask-situation-open = ¿Puede decirme en pocas palabras qué no va bien, y en qué habitación? O elija:
ask-situation-words = De acuerdo. Dígame en pocas palabras qué pasa y en qué habitación.
ask-danger = ¿Hay alguien en peligro en este momento?
ask-part = ¿De qué se trata? También puede escribirlo con sus palabras.
    .sms = ¿De qué se trata?
problems-noted = También he anotado: { $others }. Empiezo por lo más urgente: { $first }.
    .sms = También anotado: { $others }. Primero: { $first }.
ask-condition = { $question }
ask-conditions = ¿Alguno de estos puntos es cierto en este momento?
ask-can-wait = Un asesor va a leer su mensaje. ¿Puede esto esperar hasta que abran nuestras oficinas?
    .sms = Un asesor leerá su mensaje. ¿Puede esto esperar hasta que abran las oficinas?
ask-scope = ¿Es solo en su casa o en todo el edificio?
ask-report-form-typed-name = Para ayudarle bien, necesito saber quién es usted: ¿cuáles son su nombre y su apellido?
ask-report-form-typed-address = Gracias. ¿Cuál es su dirección: número, calle, ciudad, edificio, piso, puerta?
answer-unclear = Lo siento, no he entendido su respuesta.
problem-noted = También queda anotado: { $problem }. Me ocupo de eso justo después. Primero, una respuesta más para su primera solicitud:
    .sms = También anotado: { $problem }. Me ocupo de eso justo después. Primero:
report-dropped = De acuerdo, no transmito este problema. Escríbame cuando quiera.

request-opened =
    Queda anotado, su solicitud { $reference } está registrada: { $problem }.
    { $when } { $next }
    .sms = Solicitud { $reference }: { $problem }. { $when } { $next }
request-opened-with-advice =
    Queda anotado, su solicitud { $reference } está registrada: { $problem }.
    { $when } { $next }
    { $advice }
    .sms = Solicitud { $reference }: { $problem }. { $when } { $next } { $advice }

understood-other = su mensaje, que un asesor va a leer
understood-request = su mensaje

when-emergency = Es una emergencia: actuamos antes del { $due }.
    .sms = Emergencia: actuamos antes del { $due }.
when-on-call = Es urgente: actuamos antes del { $due }.
    .sms = Urgente: actuamos antes del { $due }.
when-1-day = Actuamos rápido, a más tardar el { $due }.
    .sms = Actuamos a más tardar el { $due }.
when-3-days = Actuamos a más tardar el { $due }.
when-10-days = Actuamos a más tardar el { $due }.
when-advice = No es urgente.
when-open = Un asesor le responde aquí.

next-paged = Estamos llamando ahora al técnico de guardia; le escribo en cuanto responda.
    .sms = Llamamos al técnico de guardia, le escribo.
next-alerted = Avisamos ahora a un asesor, que le escribe aquí.
    .sms = Avisamos a un asesor, le escribe aquí.
next-booking = Elija una cita en el mensaje siguiente.
    .sms = Elija una cita aquí abajo.
next-recorded = Un asesor se ocupa y le escribe aquí.
next-advice = Si quiere ayuda, escriba «asesor».
    .sms = Para recibir ayuda, escriba "asesor".
next-joined = Ya tenía esta solicitud: he añadido su mensaje.
    .sms = He añadido su mensaje.
next-known = Ya se avisó de este problema en su edificio y alguien se ocupa. Para saber cómo va, escríbame cuando quiera.
    .sms = Ya se avisó de esto: alguien se ocupa.
