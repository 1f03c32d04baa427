# Citas: horarios de dos horas.

ask-window = ¿Qué horario le viene bien para la visita de un técnico ({ $problem })? También puede decirme qué prefiere, por ejemplo «jueves por la mañana». Le guardo estos horarios 5 minutos.
    .sms = ¿Cuándo puede pasar un técnico ({ $problem })?
ask-window-tenant-pays = En principio, esta reparación ({ $problem }) la paga usted, salvo desgaste o defecto: a título orientativo, según la ley francesa 89-462, art. 7 d. Es posible que le cobren la visita. Elija un horario, o pida antes a un asesor que lo compruebe. Le guardo estos horarios 5 minutos.
    .sms = En principio la paga usted, salvo desgaste (a título orientativo, ley 89-462 art. 7 d). Visita a veces de pago. ¿Cuándo?
no-window-suits = No tengo nada más en ese momento. Esto sigue siendo posible:
no-window-at-all = No encuentro ningún horario libre en internet.
booking-after-this = Sí, le propongo una cita justo después. Primero:
booking-by-adviser = Para la solicitud { $reference }, un asesor comprueba su dirección y le propone aquí una fecha.
booking-lost = No encuentro esa cita. ¿Qué quiere hacer?
booking-later = De acuerdo, no fijamos cita ahora. Su solicitud sigue abierta: escriba «cita» cuando quiera.
    .sms = De acuerdo. Su solicitud sigue abierta: escriba "cita" cuando quiera.
window-taken = Lo siento, ese horario se acaba de ocupar. Estos son los más cercanos:
appointment-booked =
    Cita reservada: { $firm } pasará el { $window } ({ $problem }, solicitud { $reference }).
    { $prepare } Si no puede, avíseme aquí antes.
    { $calendar }
    .sms = Cita reservada: { $firm } pasará el { $window }, solicitud { $reference }. { $prepare } ¿No puede? Escríbame.
appointment-is = Su cita: { $firm } pasará el { $window } ({ $problem }, solicitud { $reference }).
    .sms = Su cita: { $firm } pasará el { $window }, solicitud { $reference }.
appointment-none = No veo ninguna cita próxima para usted. ¿Qué quiere hacer?
appointment-moving = De acuerdo, elija otro horario. Su cita actual se mantiene hasta entonces.
appointment-cancelled = La cita del { $window } con { $firm } queda anulada. Su solicitud { $reference } sigue abierta.
no-show-recorded = Le pedimos disculpas: { $firm } no vino como estaba previsto ({ $window }, solicitud { $reference }). Queda anotado y se ha avisado a un asesor. ¿Quiere otro horario?
    .sms = Le pedimos disculpas: { $firm } no vino ({ $window }, solicitud { $reference }). Queda anotado, se ha avisado a un asesor. ¿Otro horario?
booking-kept = De acuerdo, su cita actual se mantiene.
number-not-listed = Ese número no está en la lista: elija del 1 al { $count }.
day-impossible = Ese día no existe en el calendario.
day-past = Ese día ya ha pasado.
window-gone = Lo siento, ese horario ya no es posible. Estos son los más cercanos:
ask-off-days = Una visita en sábado, domingo o festivo requiere su acuerdo expreso (ley francesa 89-462, art. 7 e). ¿Está de acuerdo?
    .sms = En sábado, domingo o festivo hace falta su acuerdo expreso (ley 89-462 art. 7 e). ¿Está de acuerdo?
appointment-too-late = Es demasiado tarde para cambiar aquí la cita del { $window } con { $firm }: no ha cambiado nada. Hemos avisado a un asesor, que le responderá (solicitud { $reference }).
appointment-calendar = Para su calendario: { $link }
work-order-sent = Buenas noticias: { $firm } se encarga de los trabajos ({ $problem }, solicitud { $reference }). ¿Qué horario le viene bien?
    .sms = { $firm } se encarga de los trabajos, solicitud { $reference }. ¿Qué horario le viene bien?
work-order-told = Buenas noticias: { $firm } se encarga de los trabajos ({ $problem }, solicitud { $reference }). Para elegir un horario, escriba «cita».
    .sms = { $firm } se encarga de los trabajos, solicitud { $reference }. Para elegir un horario, escriba "cita".
work-order-booked = { $firm } ha recibido el encargo de los trabajos (solicitud { $reference }). Su cita se mantiene: { $window }.
appointment-withdrawn = Lo sentimos, { $firm } no puede venir el { $window } (solicitud { $reference }). La cita queda anulada. Elija otro horario cuando quiera.
    .sms = Lo sentimos, { $firm } no puede venir el { $window } (solicitud { $reference }). ¿Otro horario?
