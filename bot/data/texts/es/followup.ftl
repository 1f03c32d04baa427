# Lo que usted dice de una solicitud que ya existe.

information-added = Gracias, lo he añadido a su solicitud { $reference }.
information-for-nothing = Gracias. No veo ninguna solicitud en curso que completar. ¿Qué quiere hacer?
rating-noted = Gracias por su opinión, queda anotada en la solicitud { $reference }. Cuenta para evaluar a la empresa.
rating-thanks = Gracias por su opinión. No veo a qué visita se refiere. ¿Qué quiere hacer?
request-closed = Gracias por decírnoslo. La solicitud { $reference } queda cerrada. Si el problema vuelve, escríbame.
nothing-to-close = No veo ninguna solicitud abierta a su nombre. ¿Qué quiere hacer?
danger-said-settled = Gracias, se lo digo al equipo. Por seguridad, una persona lo comprueba de todos modos, para la solicitud { $reference }.
