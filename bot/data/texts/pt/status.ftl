# Em que ponto está um pedido.

status = O seu pedido { $reference } ({ $problem }): { $last } ({ $on }). { $next }
    .sms = Pedido { $reference } ({ $problem }): { $last } ({ $on }). { $next }
status-not-found = Não encontro o pedido { $reference } para este número. Verifique a referência, ou escolha:
status-none = Não vejo nenhum pedido em curso em seu nome. O que quer fazer?

step-received = recebido
step-qualified = registado
step-assigned = entregue a uma equipa
step-booked = visita marcada
step-appointment-given-up = marcação cancelada
step-in-progress = intervenção começada
step-done = intervenção terminada
step-closed = fechado
step-refused = analisado, não aceite por agora
step-no-show = ausência do técnico registada
step-late = atraso do técnico registado

step-next-appointment = Próxima etapa: { $firm } passa { $window }.
step-next-due = Próxima etapa: agimos o mais tardar até { $due }.
step-next-open = Um atendente trata disso e escreve-lhe aqui.
step-next-done = Se não estiver resolvido, escreva-me.
step-next-closed = Se o problema voltar, escreva-me.
step-next-refused = Não é definitivo: escreva «atendente» e uma pessoa volta a vê-lo consigo.
    .sms = Não é definitivo: escreva "atendente" e uma pessoa volta a vê-lo.

status-several = Tem { $count } pedidos em curso. De qual fala?
status-line = { $problem } ({ $reference })
step-work-order = ordem de trabalho enviada
step-paused = posto em espera
step-resumed = retomado
step-reopened = reaberto
step-answered = resposta dada
step-call-made = chamada feita
step-interview-held = entrevista feita
step-visit-done = visita feita
step-arrived = a equipa veio ao local
step-statement-taken = testemunho recolhido
step-cleaned = limpeza refeita
step-diagnosis-made = diagnóstico feito
step-simulation-made = simulação feita
step-file-submitted = processo entregue
step-appeal-heard = recurso ouvido
step-documents-sent = documentos enviados
step-next-waiting = Em espera: { $what }.
step-next-late = A data prevista ({ $due }) passou: { $why }. A equipa está avisada.
    .sms = Data passada ({ $due }): { $why }. A equipa está avisada.
step-next-work-order = { $firm } tem a ordem de trabalho: escreva «marcação» para escolher uma hora.
    .sms = { $firm } tem a ordem de trabalho: escreva "marcação" para escolher.
