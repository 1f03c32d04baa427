# Las líneas de las listas: cortas, en minúsculas.

choice-other = otra cosa
choice-none = nada de esto
choice-yes = sí
choice-no = no
choice-unknown = no lo sé
choice-dwelling = solo en mi casa
choice-building = en todo el edificio
choice-can-wait = sí, puede esperar
choice-urgent = no, es urgente
choice-more = otros horarios
choice-adviser = hablar con un asesor
choice-book = pedir una cita
choice-report = avisar de un problema
choice-status = saber cómo va mi solicitud
choice-move-appointment = cambiar el horario
choice-cancel-appointment = anular la cita
choice-close-request = cerrar la solicitud
choice-consent = sí, estoy de acuerdo
choice-no-consent = no, ahora no
choice-next-page = ver más
