# Cómo va una solicitud.

status = Su solicitud { $reference } ({ $problem }): { $last } el { $on }. { $next }
    .sms = Solicitud { $reference } ({ $problem }): { $last } el { $on }. { $next }
status-not-found = No encuentro la solicitud { $reference } para este número. Compruebe la referencia, o elija:
status-none = No veo ninguna solicitud en curso a su nombre. ¿Qué quiere hacer?

step-received = recibida
step-qualified = registrada
step-assigned = confiada a un equipo
step-booked = cita fijada
step-appointment-given-up = cita anulada
step-in-progress = trabajo empezado
step-done = trabajo terminado
step-closed = cerrada
step-refused = examinada, no aceptada por ahora,
step-no-show = ausencia del técnico anotada
step-late = retraso del técnico anotado

step-next-appointment = Próximo paso: { $firm } pasará el { $window }.
step-next-due = Próximo paso: actuamos a más tardar el { $due }.
step-next-open = Un asesor se ocupa y le escribe aquí.
step-next-done = Si no está resuelto, escríbamelo.
step-next-closed = Si el problema vuelve, escríbamelo.
step-next-refused = No es definitivo: escriba «asesor» y una persona vuelve a verla con usted.
    .sms = No es definitivo: escriba "asesor" y una persona vuelve a verla.

status-several = Tiene { $count } solicitudes en curso. ¿De cuál habla?
status-line = { $problem } ({ $reference })
step-work-order = orden de trabajo enviada
step-paused = puesta en espera
step-resumed = reanudada
step-reopened = abierta de nuevo
step-answered = respuesta dada
step-call-made = llamada hecha
step-interview-held = entrevista hecha
step-visit-done = visita hecha
step-arrived = el equipo vino
step-statement-taken = testimonio recogido
step-cleaned = limpieza hecha de nuevo
step-diagnosis-made = diagnóstico hecho
step-simulation-made = simulación hecha
step-file-submitted = expediente presentado
step-appeal-heard = recurso escuchado
step-documents-sent = documentos enviados
step-next-waiting = En espera: { $what }.
step-next-late = La fecha prevista ({ $due }) ha pasado: { $why }. El equipo está avisado.
    .sms = Fecha pasada ({ $due }): { $why }. El equipo está avisado.
step-next-work-order = { $firm } tiene la orden de trabajo: escriba «cita» para elegir una hora.
    .sms = { $firm } tiene la orden de trabajo: escriba "cita" para elegir hora.
