# Lo que usted dice de una solicitud que ya existe.

information-added = Gracias, lo he añadido a su solicitud { $reference }.
information-for-nothing = Gracias. No veo ninguna solicitud en curso que completar. ¿Qué quiere hacer?
rating-noted = Gracias por su opinión, queda anotada en la solicitud { $reference }. Cuenta para evaluar a la empresa.
rating-thanks = Gracias por su opinión. No veo a qué visita se refiere. ¿Qué quiere hacer?
request-closed = Gracias por decírnoslo. La solicitud { $reference } queda cerrada. Si el problema vuelve, escríbame.
nothing-to-close = No veo ninguna solicitud abierta a su nombre. ¿Qué quiere hacer?
danger-said-settled = Gracias, se lo digo al equipo. Por seguridad, una persona lo comprueba de todos modos, para la solicitud { $reference }.

close-request-which = ¿Cuál de sus solicitudes está resuelta?
unsolved-which = Lo siento. ¿De qué solicitud habla?
request-reopened = Siento que no esté resuelto. Su solicitud { $reference } está abierta de nuevo y el equipo está avisado. { $next }
request-renewed = Siento que no esté resuelto. Su solicitud { $old } es antigua: abro la solicitud { $reference } para el mismo problema. { $next }
    .sms = Siento que no esté resuelto. Abro la solicitud { $reference }, que retoma la { $old }. { $next }
next-reopened = Es su solicitud de antes: está abierta de nuevo y el equipo está avisado.
