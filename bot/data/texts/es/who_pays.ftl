# Quién paga: a título orientativo, nunca una negativa.

who-pays-tenant = En principio, lo paga usted (a título orientativo): { $problem }. { $depends }
who-pays-landlord = En principio, paga el propietario (bailleur), no usted (a título orientativo): { $problem }. { $depends }
who-pays-depends = Depende de la causa (a título orientativo): { $problem }. { $depends }
    .sms = Depende (a título orientativo): { $problem }. { $depends }
who-pays-contract = En principio, entra en el contrato de mantenimiento de la residencia (a título orientativo): { $problem }. { $firm } se ocupa, y el coste está en general en sus gastos comunes (charges). Si el contrato no cubre su caso, un asesor puede decirle quién paga.
    .sms = En principio, entra en el contrato de la residencia (a título orientativo): { $problem }. { $firm } se ocupa, en general dentro de sus gastos comunes (charges).
who-pays-no-exception = Su contrato de alquiler y el acta de entrada (état des lieux) también cuentan.
who-pays-ask = ¿De qué se trata? Le diré quién paga en principio.
    .sms = ¿De qué se trata? Le diré quién paga.
who-pays-open = Dígame de qué se trata, por ejemplo «la junta del grifo», y le diré quién paga en principio.
    .sms = Dígame de qué se trata, por ejemplo "la junta del grifo", y le diré quién paga.
who-pays-basis = Texto de referencia (en francés): { $basis }. Esto nunca es una negativa: un asesor puede comprobar su situación con usted.
    .sms = Texto (en francés): { $basis }. Un asesor puede comprobar su situación.
who-pays-basis-to-confirm = Texto de referencia (en francés): { $basis }. Este punto está por confirmar: un asesor puede comprobar su situación con usted.
    .sms = Texto (en francés): { $basis }. Por confirmar: un asesor puede comprobarlo.
