# Quem paga: a título indicativo, nunca uma recusa.

who-pays-tenant = Em princípio, é por sua conta (a título indicativo): { $problem }. { $depends }
who-pays-landlord = Em princípio, paga o senhorio (bailleur), não o inquilino (a título indicativo): { $problem }. { $depends }
who-pays-depends = Depende da causa (a título indicativo): { $problem }. { $depends }
    .sms = Depende (a título indicativo): { $problem }. { $depends }
who-pays-contract = Em princípio, é o contrato de manutenção da residência (a título indicativo): { $problem }. { $firm } trata disso, e o custo está em geral nos seus encargos (charges). Se o contrato não cobrir o seu caso, um atendente pode dizer-lhe quem paga.
    .sms = Em princípio, é o contrato da residência (a título indicativo): { $problem }. { $firm } trata disso, em geral nos seus encargos (charges).
who-pays-no-exception = O seu contrato de arrendamento e a vistoria de entrada (état des lieux) também contam.
who-pays-ask = De que se trata? Digo-lhe quem paga em princípio.
    .sms = De que se trata? Digo-lhe quem paga.
who-pays-open = Diga-me de que se trata, por exemplo «a junta da torneira», e digo-lhe quem paga em princípio.
    .sms = Diga-me de que se trata, por exemplo "a junta da torneira", e digo-lhe quem paga.
who-pays-basis = Texto de referência (em francês): { $basis }. Isto nunca é uma recusa: um atendente pode verificar a sua situação consigo.
    .sms = Texto (em francês): { $basis }. Um atendente pode verificar a sua situação.
who-pays-basis-to-confirm = Texto de referência (em francês): { $basis }. Este ponto ainda está por confirmar: um atendente pode verificar a sua situação consigo.
    .sms = Texto (em francês): { $basis }. A confirmar: um atendente pode verificar.
