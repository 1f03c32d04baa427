# La página «¿Quién paga?».

who-pays-page-title = ¿Quién paga esta reparación?
who-pays-page-indicative = A título orientativo, para las viviendas de { $landlord }. El contrato de mantenimiento de su residencia, su contrato de alquiler y el acta de entrada (état des lieux) también cuentan. Una persona siempre puede comprobar su caso.
who-pays-page-disagree = ¿No está de acuerdo? Escríbanos: un asesor mira su caso. No se decide nada sin una persona.
who-pays-page-search = Buscar un objeto o un problema
who-pays-page-go = Buscar
who-pays-page-clear = Ver todo
who-pays-page-found = Líneas encontradas: { $count }
who-pays-page-nothing = No se ha encontrado nada con ese nombre. Pruebe otra palabra o pregunte a un asesor.
who-pays-page-languages = Idiomas
who-pays-page-version = reglas { $version }
who-pays-page-to-confirm = por confirmar por un asesor
who-pays-page-exception = { $who } si: { $facts }
who-pays-page-kind-situation = Problemas frecuentes
who-pays-page-kind-item = Otros objetos
who-pays-page-kind-line = La lista del decreto 87-712
who-pays-page-column-item = Objeto o problema
who-pays-page-column-who = Quién paga
who-pays-page-column-why = Por qué
who-pays-page-column-source = Texto (en francés)
who-pays-page-column-exceptions = Excepciones
who-pays-page-who-tenant = inquilino
who-pays-page-who-landlord = propietario (bailleur)
who-pays-page-who-contract = contrato de mantenimiento
who-pays-page-who-insurer = seguro
who-pays-page-who-to-be-confirmed = por confirmar
who-pays-page-who-danger-first = la seguridad primero
