# What the hotline itself says, without the assistant: technicians, opt-out, breakdowns, dangers.
# `.sms` is the text for SMS where it has to be shorter.

## Tenants
introduction = Sou um assistente automático.
    .sms = Assistente automático.
opted-out = Está registado: deixamos de lhe escrever por nossa iniciativa. Respondemos sempre às suas mensagens. Para voltar a receber as nossas mensagens, escreva REPRENDRE.
opted-in = Está registado: vai voltar a receber as nossas mensagens.
slow-down = Recebemos as suas mensagens, ficaram todas registadas. Dê-nos um minuto para responder. Em caso de perigo, ligue para o 18 ou o 112.
choice-expired = Esta lista já não é válida. Diga-nos simplesmente do que precisa.
empty-message = A sua mensagem chegou vazia. Escreva-nos em poucas palavras o que se passa.
photo-received = Obrigado pela foto, está junta ao seu pedido. Escreva-nos também em poucas palavras o que se passa.
voice-note-received = Não podemos ouvir mensagens de voz. Escreva-nos em poucas palavras o que se passa. Em caso de perigo, ligue para o 18 ou o 112.
sticker-received = Recebido. Escreva-nos em poucas palavras o que se passa.
location-received = Obrigado pela localização, está junta ao seu pedido. Escreva-nos o que se passa.
contact-unknown = Obrigado. Não encontramos este número nos nossos ficheiros: diga-nos o seu nome e a sua morada (endereço).
contact-known = Obrigado, { $name }, já sabemos quem é.
edit-noted = Vimos que alterou uma mensagem. Se for importante, escreva-a outra vez.
kind-not-read = Não conseguimos ler este tipo de mensagem. Escreva-nos em poucas palavras o que se passa.
session-expired = A sua sessão expirou. Começa uma nova conversa.
taken-over = { $name } continua agora a conversa e responde-lhe.
given-back = O assistente automático retoma a conversa.
answer-yes = Sim
answer-no = Não

## The engine gives no answer
engine-down = A sua mensagem está registada. O nosso assistente não consegue lê-la neste momento. É urgente? Em caso de perigo, ligue para o 18 ou o 112.
    .sms = Mensagem registada. O nosso assistente não consegue lê-la neste momento. É urgente? Perigo: 18 ou 112.
engine-down-urgent = É urgente
engine-down-wait = Pode esperar
engine-down-paged = Está registado como urgente, pedido { $reference }. Estamos a chamar o técnico de serviço.
engine-down-alerted = Está registado como urgente, pedido { $reference }. Um atendente foi avisado.
engine-down-recorded = Está registado, pedido { $reference }. Um atendente vai responder-lhe.

## Dangers
technician-accepted = { $name }, técnico de serviço, vai tratar do seu pedido { $reference }. Pode telefonar-lhe: tenha o telefone perto de si.
    .sms = { $name }, técnico de serviço, vai tratar do seu pedido { $reference }. Pode telefonar-lhe, tenha o telefone perto de si.
technician-coming = { $name }, técnico de serviço, chega dentro de cerca de { $minutes } minutos. Pedido { $reference }.
technician-late = { $name }, técnico de serviço, está atrasado: chega dentro de cerca de { $minutes } minutos. Pedido { $reference }.
technician-arrived = { $name }, técnico de serviço, já chegou. Pedido { $reference }.
technician-done = { $name } terminou a intervenção. Pedido { $reference }. Se o problema continuar ou voltar, escreva-nos aqui.
technician-handed-over = { $name }, técnico de serviço, passa agora a tratar do seu pedido { $reference }.
technician-given-back = Afinal { $name } não pode vir. Estamos a chamar outra pessoa e escrevemos-lhe. Pedido { $reference }. Em caso de perigo: 18 ou 112.
agreement-ask = { $told } Aos sábados, domingos e feriados, uma visita a sua casa precisa do seu acordo. Está de acordo?
agreement-yes-noted = Obrigado, o seu acordo está registado. Pedido { $reference }.
agreement-no-noted = Está registado: nenhuma visita sem o seu acordo. O técnico foi avisado, um conselheiro vai contactá-lo. Pedido { $reference }. Se piorar, escreva-nos.
supervisor-accepted = Uma pessoa responsável viu a sua mensagem. Em caso de perigo imediato: 17 ou 112, ou SMS para o 114.
nobody-yet = Ainda não conseguimos falar com a pessoa de serviço. Continuamos a tentar. Se alguém estiver em perigo, ligue para o 18 ou o 112.
