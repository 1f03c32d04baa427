# O que não é uma avaria: palavras certas, uma referência, uma data.

matter-callback = Está registado (pedido { $reference }): um atendente entra em contacto consigo logo que abrirmos, { $due }. Se preferir telefonar: { $phone }.
matter-callback-open = Está registado (pedido { $reference }): um atendente entra em contacto consigo logo que possível, o mais tardar até { $due }. Se preferir telefonar: { $phone }.
matter-again = Isto já está registado, pedido { $reference }. Juntei a sua mensagem.
matter-nuisance = Compreendo, é difícil de suportar. Pedido { $reference }: voltamos a falar consigo até { $day } para ouvir o seu testemunho. Anote as datas e as horas. Se alguém estiver em perigo, ligue para o 17.
    .sms = Compreendo. Pedido { $reference }: voltamos a falar consigo até { $day } para ouvir o seu testemunho. Anote datas e horas. Se alguém estiver em perigo: 17.
matter-nuisance-now = Compreendo, é difícil de suportar. A equipa de tranquilidade, que trabalha até à meia-noite, tem o seu pedido { $reference }. Voltamos a falar consigo até { $day } para ouvir o seu testemunho. Se alguém estiver em perigo, ligue para o 17.
    .sms = Compreendo. A equipa de tranquilidade (até à meia-noite) tem o seu pedido { $reference }. Voltamos a falar consigo até { $day } para ouvir o seu testemunho. Se alguém estiver em perigo: 17.
matter-appeal = Compreendo que não concorde. Pedido { $reference }: vai ter uma resposta escrita até { $day }. Se não lhe convier, pode fazer um recurso amigável e depois recorrer ao mediador ({ $mediator }), gratuito. Nada é definitivo sem a opinião de uma pessoa.
    .sms = Compreendo que não concorde. Pedido { $reference }: resposta escrita até { $day }. Depois: recurso amigável, a seguir mediador gratuito. Nada é definitivo sem a opinião de uma pessoa.
matter-works = Está registado, pedido { $reference }: um atendente responde-lhe sobre as obras até { $due }. As obras previstas são anunciadas pelo menos 8 dias antes.
matter-senior-works = Está registado, pedido { $reference }. Depois dos 70 anos, com mais de 25 anos na sua casa, certas obras de conforto podem ser gratuitas. Um atendente verifica consigo até { $due }.
matter-adaptation = Obrigado por nos falar disso. Pedido { $reference }: podemos estudar a adaptação da sua casa, com um diagnóstico em 20 dias depois do seu acordo para tratarmos os seus dados. Não escreva aqui nenhum pormenor médico: depois digo-lhe como enviar o atestado. Concorda?
    .sms = Obrigado por nos falar disso. Pedido { $reference }: adaptar a sua casa, diagnóstico em 20 dias depois do seu acordo para tratar os seus dados. Não escreva aqui nada de médico. Concorda?
matter-financial = Obrigado por nos falar disso, fez bem. Pedido { $reference }: uma pessoa da equipa social entra em contacto consigo até { $due } para procurarem juntos uma solução. Se puder, pague uma parte da renda (loyer), mesmo pequena: isso ajuda. Também pode ligar para SOS Loyers impayés (ajuda para rendas em atraso), grátis: 0 805 16 00 75.
    .sms = Obrigado por nos falar disso, fez bem. Pedido { $reference }: a equipa social entra em contacto consigo até { $due } para procurarem juntos uma solução. Conselhos grátis: 0 805 16 00 75.
matter-rent = Está registado, pedido { $reference }: o serviço de rendas responde-lhe até { $due }. O seu recibo de renda (quittance) é gratuito.
matter-search = Está registado, pedido { $reference }: um atendente do arrendamento telefona-lhe para falar da sua procura de casa. { $offers }
matter-move-in = Damos-lhe as boas-vindas à sua casa. Pedido { $reference }: um atendente vê isso consigo até { $due }. A título indicativo (lei francesa 89-462, art. 3-2), tem 10 dias depois da vistoria de entrada (état des lieux) para a mandar completar.
    .sms = Damos-lhe as boas-vindas. Pedido { $reference }: um atendente vê isso consigo até { $due }. A título indicativo, 10 dias para completar a vistoria (état des lieux, lei 89-462 art. 3-2).
matter-notice = Está registado, pedido { $reference }: um atendente explica-lhe a saída até { $due } e propõe-lhe uma visita de aconselhamento. Atenção: esta mensagem não basta. A título indicativo (lei francesa 89-462, art. 15), o aviso de saída é dado por carta registada, por ato de um commissaire de justice (oficial de justiça) ou em mão contra recibo.
    .sms = Pedido { $reference }: um atendente explica-lhe a saída até { $due }. Esta mensagem não basta: a título indicativo, carta registada ou entrega contra recibo (lei 89-462 art. 15).

consent-noted = Obrigado. O seu acordo está registado no pedido { $reference }: o diagnóstico é feito até { $day }. { $send }
no-consent-noted = Está bem, nada será feito sem o seu acordo. Escreva-me quando quiser, ou peça um atendente.
