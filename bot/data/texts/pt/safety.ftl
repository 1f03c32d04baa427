# Safety cards: the first message after a danger, before any question. `.sms` is GSM-7 only.
# $gas_number and $power_number are the residence's own emergency numbers.
# Each card says what to do now, whom to call, and that the emergency services were not called by us.
# The passive "não foram avisados por nós": without accents "avisamos" would also be the present tense.

card-gas =
    PERIGO, GÁS: saia já, com toda a gente.
    Nada de chamas. Não toque em nenhum interruptor. Não use o elevador.
    Só quando estiver lá fora, ligue para o { $gas_number } (grátis, dia e noite), o 18 ou o 112.
    Os serviços de emergência não foram avisados por nós: ligue-lhes.
    Não volte a entrar sem a autorização deles. Escreva-nos quando estiver lá fora.
    .sms = PERIGO GAS: saiam todos. Sem chama nem interruptor. So la fora, ligue para o { $gas_number } ou o 18. Os socorros nao foram avisados por nos: ligue-lhes.
card-carbon-monoxide =
    PERIGO, MONÓXIDO DE CARBONO, um gás sem cheiro: abra as janelas, desligue o aquecimento e o gás se estiverem mesmo ao lado, e saiam todos.
    Lá fora, ligue para o 18 ou o 112. Se não pode falar: SMS para o 114.
    Os serviços de emergência não foram avisados por nós: ligue-lhes.
    Não volte a entrar sem a autorização deles.
    .sms = PERIGO MONOXIDO: abra as janelas, desligue o aquecimento, saiam todos. La fora, ligue 18 ou 112 (SMS: 114). Os socorros nao foram avisados por nos: ligue-lhes.
card-fire =
    FOGO: saia e feche a porta atrás de si. Não use o elevador.
    Se a escada tiver fumo (fumaça), fique em casa: porta fechada, panos molhados por baixo da porta, mostre-se à janela.
    Ligue para o 18 ou o 112. Se não pode falar: SMS para o 114.
    Os serviços de emergência não foram avisados por nós: ligue-lhes.
    .sms = FOGO: saia, feche a porta, sem elevador. Escada com fumo (fumaca): fique, porta fechada, à janela. Ligue para o 18: os socorros nao foram avisados por nos.
card-water-and-electricity =
    ÁGUA E ELETRICIDADE: afaste-se, não toque na água, nem nas tomadas, nem nas lâmpadas.
    Desligue o disjuntor só se puder lá chegar sem se molhar. Não ande na água.
    Fogo, fumo (fumaça) ou alguém ferido: 18. Enedis (eletricidade), dia e noite: { $power_number }.
    Os serviços de emergência não foram avisados por nós: ligue-lhes.
    .sms = AGUA E CORRENTE: saia dai, nao toque em nada molhado. Fogo, ferido: 18. Enedis: { $power_number }. Os socorros nao foram avisados por nos: ligue-lhes.
card-electrocution =
    PERIGO ELÉTRICO: afaste-se, não toque em mais nada.
    Desligue o disjuntor geral se puder lá chegar a seco e sem risco.
    Pessoa que levou um choque: não lhe toque antes de ter cortado a corrente, ligue para o 15.
    Fogo ou fumo (fumaça): 18. Enedis (eletricidade), dia e noite: { $power_number }.
    Os serviços de emergência não foram avisados por nós: ligue-lhes.
    .sms = PERIGO ELÉTRICO: afaste-se, desligue o disjuntor se estiver seco. Ferido: 15, sem lhe tocar. Fogo: 18. Os socorros nao foram avisados por nos: ligue-lhes.
card-lift-trapped =
    ELEVADOR: mantenha a calma, a cabina não cai e há ar.
    Pressione durante muito tempo o botão de alarme (o sino) e fale. Nunca tente sair sem ajuda.
    Alguém que se sente mal, criança sozinha, fumo (fumaça): ligue para o 15, o 18 ou o 112.
    Os serviços de emergência não foram avisados por nós: ligue-lhes.
    .sms = ELEVADOR: pressione bem o sino e fale. Nunca saia sem ajuda. Mal-estar, crianca sozinha: 15, 18, 112. Os socorros nao foram avisados por nos: ligue-lhes.
card-collapse =
    PERIGO DE DESABAMENTO: saia da divisão (cômodo) ou da varanda, feche a porta, não volte lá.
    Não passe por baixo. Se tudo mexe ou estala, saia do prédio.
    Alguém ferido ou grande perigo: ligue para o 18 ou o 112.
    Os serviços de emergência não foram avisados por nós: ligue-lhes.
    .sms = PERIGO: saia dai, feche a porta, nao volte la, nao passe por baixo. Ligue para o 18 ou o 112. Os socorros nao foram avisados por nos: ligue-lhes.
# Neutral words: another person may read this phone.
card-violence =
    Lemos bem a sua mensagem.
    Já: 17. Sem falar: SMS para o 114, com a morada (endereço).
    Para que alguém ouça, grátis, dia e noite: 39 19. Para uma criança: 119.
    Nenhum destes números foi contactado por nós: ligue-lhes.
    Se preferir, apague esta mensagem.
    .sms = Mensagem lida. Ja: 17, ou SMS ao 114 com a morada. Para falar: 39 19. Crianca: 119. Nenhum destes numeros foi contactado por nos. Apague este SMS se preciso.
    .webchat =
        Lemos bem a sua mensagem.
        Já: 17. Sem falar: SMS para o 114, com a morada (endereço).
        Para que alguém ouça, grátis, dia e noite: 39 19. Para uma criança: 119.
        Nenhum destes números foi contactado por nós: ligue-lhes.
        Se preferir, apague esta mensagem.
        Neste ecrã, «Sair depressa» (ou Escape duas vezes) apaga tudo.
card-intrusion =
    Não abra, não se mostre, proteja-se numa divisão (cômodo) que feche.
    Ligue para o 17 ou o 112. Se não pode falar: SMS para o 114, com a morada (endereço).
    A polícia e os serviços de emergência não foram avisados por nós: ligue-lhes.
    Depois, não toque em nada: vamos mandar pôr a porta em segurança.
    .sms = Nao abra, feche-se à chave. Ligue para o 17 ou 112. Sem falar: SMS para o 114 com a morada. A policia e os socorros nao foram avisados por nos: ligue-lhes.
card-suicide =
    Obrigado por nos ter escrito isto. A sua vida conta, e não está só.
    No 31 14 há uma pessoa para ouvir, grátis, dia e noite. Também por causa de alguém próximo.
    Perigo imediato, ou medicamentos engolidos: 15 ou 112. Sem falar: SMS para o 114.
    Os serviços de emergência não foram avisados por nós: ligue-lhes, ou peça a alguém que fique perto de si.
    .sms = Obrigado por escrever, a sua vida conta. Alguém ouve no 31 14, gratis, dia e noite. Perigo imediato: 15. Os socorros nao foram avisados por nos: ligue-lhes.
card-medical =
    Ligue agora para o 15 ou o 112. Se não pode falar: SMS para o 114, com a morada (endereço).
    Não mova a pessoa. Fique perto dela e faça o que o 15 lhe disser.
    Já não respira: diga isso em primeiro lugar ao 15. Produto engolido: não provoque o vómito.
    Perigo de outro tipo: 17 polícia, 18 bombeiros.
    Os serviços de emergência não foram avisados por nós: ligue-lhes.
    .sms = Ligue 15 ou 112 (SMS: 114), diga a morada. Nao mova a pessoa. Policia 17, bombeiros 18. Os socorros nao foram avisados por nos: ligue-lhes.

# The message after the card. $told is one of the told-… texts.
card-bot-notice = Aqui fala um assistente automático. A sua mensagem está registada. Estamos a avisar { $told }.
    .sms = Aqui fala um assistente automatico. A sua mensagem esta registada. Estamos a avisar { $told }.
told-duty = o técnico de serviço
    .sms = o técnico de servico
told-lift-firm = a empresa do elevador
told-supervisor = uma pessoa responsável, dizendo-lhe só o estritamente necessário
    .sms = uma pessoa responsavel, dizendo-lhe so o estritamente necessario

# Questions for an alarm in doubt; yes or no is offered below.
card-question-fire = Vê fogo ou fumo (fumaça), ou cheira a queimado, agora?
    .sms = Fogo, fumo (fumaca) ou cheiro a queimado, agora?
card-question-water-and-electricity = A água está a tocar, agora, numa tomada, numa lâmpada ou no quadro elétrico?
    .sms = A agua esta a tocar, agora, numa tomada, numa lampada ou no quadro elétrico?
card-question-electrocution = Há, agora, faíscas, uma tomada muito quente, ou alguém que levou um choque?
    .sms = Ha, agora, faiscas, uma tomada muito quente, ou alguém que levou um choque?
card-question-lift-trapped = Há alguém dentro do elevador, agora?
    .sms = Ha alguém dentro do elevador, agora?
card-question-collapse = O teto, a parede ou a varanda pode cair em cima de alguém?
card-question-violence = Pode ler e responder com tranquilidade? Precisa de ajuda agora?
card-question-intrusion = Há, agora, alguém em sua casa ou à sua porta que quer entrar à força?
    .sms = Ha, agora, alguém em sua casa ou à sua porta que quer entrar à forca?
card-question-suicide = Está em perigo agora?
    .sms = Esta em perigo agora?
card-question-medical = Alguém está em perigo agora?
    .sms = Alguém esta em perigo agora?
card-thanks-safe = Obrigado por nos ter dito. A sua mensagem continua registada. Se isto mudar, escreva-nos ou ligue para o 112.
card-stay-line = Está registado. Tenha o telefone perto de si. Em caso de perigo, ligue para o 112: essa chamada não foi feita por nós.
    .sms = Esta registado. Tenha o telefone perto de si. Em caso de perigo, ligue para o 112: essa chamada nao foi feita por nos.
danger-notice-asking = Aqui fala um assistente automático. A sua mensagem está registada. Se não responder, avisamos a pessoa de serviço.
danger-confirmed = Está registado, estamos a avisar a pessoa de serviço. Fique em segurança. Se piorar: 18 ou 112.
danger-where = Se estiver em segurança: escreva o seu nome e a sua morada (endereço) completa numa só mensagem.
danger-where-noted = Obrigado, transmitimos a sua morada. Fique em segurança. Se piorar: 18 ou 112.
