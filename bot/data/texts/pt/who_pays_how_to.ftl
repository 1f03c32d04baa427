# Pequenas reparações do próprio: seguras, curtas, com o momento de parar.

who-pays-how-to-tap-washer = Feche a água e abra a torneira para a esvaziar. Desaperte a cabeça, troque a junta por outra igual, aperte e abra devagar. Se estiver presa ou ainda pingar, pare e escreva-nos.
who-pays-how-to-toilet-flush = Feche a torneira da sanita e descarregue. Limpe a junta do fundo e a boia, ou ponha uma junta igual. Se a água continuar a correr ou a torneira perder, pare e escreva-nos.
who-pays-how-to-sink-trap = Ponha um balde debaixo do sifão. Desaperte-o à mão, limpe-o, troque a junta gasta e aperte sem forçar. Se o tubo estiver rachado ou ainda perder, pare e escreva-nos.
who-pays-how-to-slow-drain = Tire cabelos e restos, deite água muito quente e use um desentupidor, ou esvazie o sifão num balde. Nada de ácidos. Se a água subir, pare e escreva-nos.
who-pays-how-to-blocked-toilet = Não descarregue mais. Use um desentupidor grande, devagar, várias vezes. Nada de ácidos. Se a água subir ou os vizinhos também tiverem, pare e escreva-nos.
who-pays-how-to-shower-hose = Feche a água. Desaperte a mangueira nos dois lados, à mão ou com alicate e um pano. Ponha a nova com as juntas. Se perder na parede, pare e escreva-nos.
who-pays-how-to-limescale = Tire a ponta da torneira, deixe-a uma noite em vinagre branco, passe por água e aperte. Nunca vinagre com lixívia. Se nada se mover, pare e escreva-nos.
who-pays-how-to-bath-sealant = Tire a junta velha, limpe e deixe secar. Ponha silicone de casa de banho, alise, espere 24 horas sem água. Se a parede atrás estiver molhada, pare e escreva-nos.
who-pays-how-to-radiator-bleed = Radiador frio: um pano por baixo, abra um pouco o parafuso de cima com uma chave. Quando sair água, feche. Se prender ou perder, pare e escreva-nos. Com aquecimento comum, escreva-nos antes.
who-pays-how-to-bulb = Apague a luz e deixe arrefecer. Ponha uma lâmpada com o mesmo casquilho, sem passar os watts. Se o suporte estiver partido, preto ou molhado, pare e escreva-nos.
who-pays-how-to-fuse = Desligue o disjuntor geral. Ponha um fusível igual, nunca mais forte, nunca um fio. Se saltar outra vez, cheirar a queimado ou aquecer, pare, não mexa e escreva-nos.
who-pays-how-to-smoke-detector = Suba a um escadote firme, rode o detetor, troque a pilha e carregue em "test". Se tocar e houver fumo, saia: 18. Se ainda apitar, pare e escreva-nos.
who-pays-how-to-handle = Aperte o parafuso por baixo do puxador. Se faltar um, use outro igual. Se a porta continuar presa ou a janela não fechar, pare e escreva-nos.
who-pays-how-to-hinges = Limpe as dobradiças, ponha um pouco de óleo ou massa, abra e feche várias vezes. Não tire uma porta pesada. Se ainda roçar, pare e escreva-nos.
who-pays-how-to-lock = Ponha um pouco de grafite ou spray para fechaduras, não óleo de cozinha, e rode a chave devagar. Se a chave forçar ou dobrar, pare e escreva-nos.
who-pays-how-to-window-seal = Tire a junta velha, limpe, deixe secar e cole uma nova da mesma espessura. Nunca tape as grelhas de ar. Se entrar água ou o caixilho estiver estragado, pare e escreva-nos.
who-pays-how-to-vent = Tire o pó da grelha com um pano, ou lave-a se sair à mão. Nunca a tape. Se uma folha de papel não ficar presa, pare e escreva-nos.
who-pays-how-to-wall-holes = Tire a bucha, tape com massa, deixe secar e lixe devagar. Não fure perto de fios ou tubos. Se a parede se desfizer ou estiver húmida, pare e escreva-nos.
who-pays-how-to-toilet-seat = Desaperte as duas porcas por baixo da sanita, tire o assento, ponha o novo e aperte à mão. Se a sanita mexer ou estiver rachada, pare e escreva-nos.
who-pays-how-to-balcony-drain = Com luvas, tire folhas e terra da grelha e passe pouca água. Nunca se debruce. Se a água ficar ou cair no vizinho, pare e escreva-nos.
