# O que nos diz sobre um pedido que já existe.

information-added = Obrigado, juntei isso ao seu pedido { $reference }.
information-for-nothing = Obrigado. Não vejo nenhum pedido em curso para completar. O que quer fazer?
rating-noted = Obrigado pela sua opinião, fica registada no pedido { $reference }. Conta para a avaliação da empresa.
rating-thanks = Obrigado pela sua opinião. Não vejo a que intervenção se refere. O que quer fazer?
request-closed = Obrigado por nos ter dito. O pedido { $reference } está fechado. Se o problema voltar, escreva-me.
nothing-to-close = Não vejo nenhum pedido aberto em seu nome. O que quer fazer?
danger-said-settled = Obrigado, vou dizê-lo à equipa. Por segurança, uma pessoa verifica mesmo assim, para o pedido { $reference }.

close-request-which = Qual dos seus pedidos está resolvido?
unsolved-which = Lamento. De que pedido fala?
request-reopened = Lamento que não esteja resolvido. O seu pedido { $reference } está reaberto e a equipa foi avisada. { $next }
request-renewed = Lamento que não esteja resolvido. O seu pedido { $old } é antigo: abro o pedido { $reference } para o mesmo problema. { $next }
    .sms = Lamento que não esteja resolvido. Abro o pedido { $reference }, que retoma o { $old }. { $next }
next-reopened = É o seu pedido de antes: está reaberto e a equipa foi avisada.
