# Comunicar um problema: as perguntas, depois a confirmação.

ask-situation = Para ter a certeza de que compreendi bem: de que se trata?
    .sms = De que se trata?
ask-situation-open = Pode dizer-me em poucas palavras o que não está bem, e em que divisão (cômodo) da casa? Ou escolha:
ask-situation-words = Está bem. Diga-me em poucas palavras o que se passa e em que divisão.
ask-danger = Há alguém em perigo neste momento?
ask-part = De que se trata? Também pode escrever por palavras suas.
    .sms = De que se trata?
problems-noted = Também anotei: { $others }. Começo pelo mais urgente: { $first }.
    .sms = Também anotado: { $others }. Primeiro: { $first }.
ask-condition = { $question }
ask-conditions = Algum destes pontos é verdade neste momento?
ask-can-wait = Um atendente vai ler a sua mensagem. Isto pode esperar até os nossos escritórios abrirem?
    .sms = Um atendente vai ler a sua mensagem. Isto pode esperar até os escritórios abrirem?
ask-scope = É só em sua casa, ou em todo o prédio?
ask-report-form-typed-name = Para ajudar bem, preciso de saber com quem falo: quais são o seu nome próprio e o seu apelido (sobrenome)?
ask-report-form-typed-address = Obrigado. Qual é a sua morada (endereço): número, rua, cidade, edifício, andar, porta?
answer-unclear = Desculpe, não compreendi a sua resposta.
problem-noted = Também está registado: { $problem }. Trato disso logo a seguir. Primeiro, mais uma resposta para o seu primeiro pedido:
    .sms = Também registado: { $problem }. Trato disso logo a seguir. Primeiro:
report-dropped = Está bem, não transmito este problema. Escreva-me quando quiser.

request-opened =
    Está anotado, o seu pedido { $reference } fica registado: { $problem }.
    { $when } { $next }
    .sms = Pedido { $reference }: { $problem }. { $when } { $next }
request-opened-with-advice =
    Está anotado, o seu pedido { $reference } fica registado: { $problem }.
    { $when } { $next }
    { $advice }
    .sms = Pedido { $reference }: { $problem }. { $when } { $next } { $advice }

understood-other = a sua mensagem, que um atendente vai ler
understood-request = a sua mensagem

when-emergency = É uma emergência: agimos antes de { $due }.
    .sms = Emergência: agimos antes de { $due }.
when-on-call = É urgente: agimos antes de { $due }.
    .sms = Urgente: agimos antes de { $due }.
when-1-day = Agimos depressa, o mais tardar até { $due }.
    .sms = Agimos o mais tardar até { $due }.
when-3-days = Agimos o mais tardar até { $due }.
when-10-days = Agimos o mais tardar até { $due }.
when-advice = Não é urgente.
when-open = Um atendente responde-lhe aqui.

next-paged = Estamos a chamar agora o técnico de serviço; escrevo-lhe assim que ele responder.
    .sms = Estamos a chamar o técnico de serviço, escrevo-lhe.
next-alerted = Um atendente é avisado agora e escreve-lhe aqui.
    .sms = Um atendente é avisado e escreve-lhe aqui.
next-booking = Escolha um horário de visita na mensagem seguinte.
    .sms = Escolha um horário de visita abaixo.
next-recorded = Um atendente trata disso e escreve-lhe aqui.
next-advice = Se quiser ajuda, escreva «atendente».
    .sms = Para ter ajuda, escreva "atendente".
next-joined = Já tinha este pedido: juntei-lhe a sua mensagem.
    .sms = Juntei-lhe a sua mensagem.
next-known = Este problema já foi comunicado no seu prédio e há alguém a tratar dele. Para saber em que ponto está, escreva-me quando quiser.
    .sms = Já foi comunicado: há alguém a tratar disso.
