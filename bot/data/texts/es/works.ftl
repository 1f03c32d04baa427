# Obras, cortes, averías conocidas del edificio, días de limpieza. El nombre de una obra sigue a dos puntos.

works-nature-heating = calefacción
works-nature-hot-water = agua caliente
works-nature-water = agua
works-nature-electricity = electricidad
works-nature-gas = gas
works-nature-lift = ascensor
works-nature-entrance = portal y portero
works-nature-lighting = luz común
works-nature-tv = televisión
works-nature-internet = internet
works-nature-ventilation = ventilación
works-nature-drains = desagües
works-nature-car-park = aparcamiento
works-nature-facade = fachada
works-nature-roof = tejado
works-nature-windows = ventanas
works-nature-common-parts = zonas comunes
works-nature-outdoor = exteriores
works-nature-meters = contadores
works-nature-other = otras obras

works-what = { $nature } ({ $title })
works-in-brackets = { " " }({ $said })
works-until = { " " }(vuelta prevista: { $ends })

works-announced = Obras previstas en su edificio: { $what }. Inicio: { $starts }. Fin previsto: { $ends }{ $duration }. Lugar: { $place }. Jefe de proyecto: { $manager }. Empresa: { $firms }. ¿Una pregunta? Escríbala aquí.
    .sms = Obras: { $what }. Inicio: { $starts }. Fin: { $ends }{ $duration }. Lugar: { $place }. Jefe de proyecto: { $manager }. Empresa: { $firms }. Preguntas: aquí.
works-outage-planned = Corte previsto en su edificio: { $what }. Inicio: { $starts }. Fin previsto: { $ends }{ $duration }. Lugar: { $place }. Jefe de proyecto: { $manager }. Empresa: { $firms }. ¿Una pregunta? Escríbala aquí.
    .sms = Corte: { $what }. Inicio: { $starts }. Fin: { $ends }{ $duration }. Lugar: { $place }. Jefe de proyecto: { $manager }. Empresa: { $firms }. Preguntas: aquí.
works-outage-now = Ahora mismo en su edificio, avería o corte: { $what }{ $where }, desde el { $starts }{ $until }. Le escribimos en cuanto esté restablecido. Si en su casa hay un bebé o una persona mayor o enferma, escríbalo aquí.
    .sms = Ahora mismo, avería o corte: { $what }{ $where }, desde el { $starts }{ $until }. Le escribimos cuando vuelva. ¿Un bebé, una persona mayor o enferma en casa? Escríbalo aquí.
works-changed = Cambio en las obras de su edificio: { $what }. Inicio: { $starts }. Fin previsto: { $ends }{ $duration }. Lugar: { $place }. Jefe de proyecto: { $manager }. Empresa: { $firms }. ¿Una pregunta? Escríbala aquí.
    .sms = Cambio: { $what }. Inicio: { $starts }. Fin: { $ends }{ $duration }. Lugar: { $place }. Jefe de proyecto: { $manager }. Empresa: { $firms }. Preguntas: aquí.
works-cancelled = Anulado en su edificio: { $what }, previsto el { $starts }. No tiene que hacer nada.
works-ended = Restablecido en su edificio: { $what }{ $where }. Si en su casa no es así, escríbalo aquí.
works-told = Previsto en su edificio: { $what }. Inicio: { $starts }. Fin: { $ends }{ $duration }. Lugar: { $place }. Jefe de proyecto: { $manager }. Empresa: { $firms }.
    .sms = Previsto: { $what }. Inicio: { $starts }. Fin: { $ends }{ $duration }. Lugar: { $place }. Jefe de proyecto: { $manager }. Empresa: { $firms }.

works-known-outage = Ahora mismo en su edificio, avería o corte: { $what }{ $where }, desde el { $starts }{ $until }. Nos estamos ocupando.
    .sms = Ahora mismo, avería o corte: { $what }, desde el { $starts }{ $until }. Nos ocupamos.
works-known-works = Puede deberse a las obras en su edificio: { $what }{ $where }, del { $starts } al { $ends }.
    .sms = Obras en el edificio: { $what }, del { $starts } al { $ends }.
works-known-trouble = Ya está señalado en su edificio desde el { $since }: { $problem }. { $state }
works-state-open = Estamos llamando a un técnico.
works-state-taken = Un técnico está avisado y se ocupa.
works-state-arrived = Un técnico está en el lugar.
works-state-request = Alguien se está ocupando.
choice-follow = tenerme al corriente
choice-apart = en mi casa es otra cosa, o más grave
works-following = Anotado, solicitud { $reference } ({ $problem }): le escribimos aquí cuando esté resuelto. Si empeora en su casa, dígamelo.
works-follow-done = Solicitud { $reference }: { $problem }, está resuelto en su edificio. Si en su casa no es así, dígamelo:
works-follow-closed = Solicitud { $reference }: { $problem }, el aviso del edificio está cerrado. Si sigue en su casa, dígamelo:
works-follow-cancelled = Solicitud { $reference }: { $problem }, lo anunciado en su edificio está anulado. Si todavía tiene un problema en su casa, dígamelo:

next-redo = Lo comprobamos y lo hacemos rehacer si hace falta.
cleaning-common-parts = limpieza de las zonas comunes
cleaning-bins = basuras
cleaning-windows = cristales
cleaning-green-spaces = zonas verdes
cleaning-line = { $service }: { $days }{ $hours }
cleaning-and = { $first }; { $rest }
cleaning-hours = { " " }({ $starts }-{ $ends })
cleaning-days = Próximas visitas en su edificio. { $lines }. Si no está bien hecho, dígamelo: lo hacemos rehacer.
    .sms = Próximas visitas: { $lines }.
cleaning-unknown = No tengo los días de limpieza de su edificio. Un asesor puede responderle.
choice-redo = no está bien hecho
