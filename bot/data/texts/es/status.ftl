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
