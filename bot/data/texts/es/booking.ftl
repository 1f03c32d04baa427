# Citas: horarios de dos horas.

ask-window = ¿Qué horario le viene bien para la visita de un técnico ({ $problem })? También puede decirme qué prefiere, por ejemplo «jueves por la mañana».
    .sms = ¿Cuándo puede pasar un técnico ({ $problem })?
ask-window-tenant-pays = En principio, esta reparación ({ $problem }) la paga usted, salvo desgaste o defecto: a título orientativo, según la ley francesa 89-462, art. 7 d. Es posible que le cobren la visita. Elija un horario, o pida antes a un asesor que lo compruebe.
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
    Por favor, esté en casa y deje el acceso libre. Si no puede, avíseme aquí antes.
    .sms = Cita reservada: { $firm } pasará el { $window }, solicitud { $reference }. Por favor, esté en casa y deje el acceso libre. ¿No puede? Escríbame.
appointment-is = Su cita: { $firm } pasará el { $window } ({ $problem }, solicitud { $reference }).
    .sms = Su cita: { $firm } pasará el { $window }, solicitud { $reference }.
appointment-none = No veo ninguna cita próxima para usted. ¿Qué quiere hacer?
appointment-moving = De acuerdo, elija otro horario. Su cita actual se mantiene hasta entonces.
appointment-cancelled = La cita del { $window } con { $firm } queda anulada. Su solicitud { $reference } sigue abierta.
no-show-recorded = Le pedimos disculpas: { $firm } no vino como estaba previsto ({ $window }, solicitud { $reference }). Queda anotado y se ha avisado a un asesor. ¿Quiere otro horario?
    .sms = Le pedimos disculpas: { $firm } no vino ({ $window }, solicitud { $reference }). Queda anotado, se ha avisado a un asesor. ¿Otro horario?
booking-kept = De acuerdo, su cita actual se mantiene.
