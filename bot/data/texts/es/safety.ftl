# Safety cards: the first message after a danger, before any question. `.sms` is GSM-7 only.
# $gas_number and $power_number are the residence's own emergency numbers.
# Each card says what to do now, whom to call, and that the emergency services were not called by us.
# "No hemos avisado" has no accent to lose in an SMS; "avisamos" would be the present tense as well as the past.

card-gas =
    PELIGRO, GAS: salga ahora mismo, con todo el mundo.
    No encienda ninguna llama. No toque ningún interruptor. No use el ascensor.
    Solo cuando esté fuera, llame al { $gas_number } (gratis, día y noche), al 18 o al 112.
    No hemos avisado a los servicios de emergencia: llámelos.
    No vuelva a entrar sin la autorización de ellos. Escríbanos cuando esté fuera.
    .sms = PELIGRO GAS: salgan todos. Ni fuego ni interruptores. Una vez fuera, llame al { $gas_number } o al 18. No hemos avisado a emergencias: llame usted.
card-carbon-monoxide =
    PELIGRO, MONÓXIDO DE CARBONO, un gas que no huele: abra las ventanas, apague la calefacción y el gas si los tiene al lado, y salgan todos.
    Fuera, llame al 18 o al 112. Si no puede hablar: SMS al 114.
    No hemos avisado a los servicios de emergencia: llámelos.
    No vuelva a entrar sin la autorización de ellos.
    .sms = PELIGRO MONOXIDO: abra ventanas, apague la calefaccion, salgan todos. Fuera, llame al 18 o 112 (SMS: 114). No hemos avisado a emergencias: llame usted.
card-fire =
    FUEGO: salga y cierre la puerta al salir. No use el ascensor.
    Si la escalera está llena de humo, quédese en casa: puerta cerrada, trapos mojados debajo de la puerta, hágase ver en la ventana.
    Llame al 18 o al 112. Si no puede hablar: SMS al 114.
    No hemos avisado a los servicios de emergencia: llámelos.
    .sms = FUEGO: salga, cierre la puerta, sin ascensor. Escalera con humo: quédese, puerta cerrada, en la ventana. Llame al 18: no hemos avisado a emergencias.
card-water-and-electricity =
    AGUA Y ELECTRICIDAD: aléjese, no toque el agua, ni los enchufes, ni las lámparas.
    Corte la corriente en el disyuntor solo si puede llegar sin mojarse. No camine por el agua.
    Fuego, humo o una persona herida: 18. Enedis (electricidad), día y noche: { $power_number }.
    No hemos avisado a los servicios de emergencia: llámelos.
    .sms = AGUA Y CORRIENTE: salga de la habitacion, no toque nada mojado. Fuego, herido: 18. Enedis: { $power_number }. No hemos avisado a emergencias: llame usted.
card-electrocution =
    PELIGRO ELÉCTRICO: aléjese, no toque nada más.
    Corte el interruptor general (disyuntor) si puede llegar en seco y sin riesgo.
    Persona que ha recibido una descarga: no la toque antes de cortar la corriente, llame al 15.
    Fuego o humo: 18. Enedis (electricidad), día y noche: { $power_number }.
    No hemos avisado a los servicios de emergencia: llámelos.
    .sms = PELIGRO ELÉCTRICO: aléjese, corte el disyuntor si esta seco. Herido: 15, sin tocarlo. Fuego: 18. No hemos avisado a emergencias: llame usted.
card-lift-trapped =
    ASCENSOR: mantenga la calma, la cabina no se cae y hay aire.
    Pulse mucho tiempo el botón de alarma (la campana) y hable. Nunca intente salir sin ayuda.
    Alguien que se siente mal, un niño solo, humo: llame al 15, al 18 o al 112.
    No hemos avisado a los servicios de emergencia: llámelos.
    .sms = ASCENSOR: pulse fuerte la campana y hable. Nunca salga sin ayuda. Malestar o niño solo: 15, 18, 112. No hemos avisado a emergencias: llame usted.
card-collapse =
    PELIGRO DE DERRUMBE: salga de la habitación o del balcón, cierre la puerta, no vuelva a entrar.
    No se ponga debajo. Si todo se mueve o cruje, salga del edificio.
    Una persona herida o un gran peligro: llame al 18 o al 112.
    No hemos avisado a los servicios de emergencia: llámelos.
    .sms = PELIGRO: salga de la habitacion, cierre la puerta, no vuelva, no se ponga debajo. Llame al 18 o al 112. No hemos avisado a emergencias: llame usted.
# Neutral words: another person may read this phone.
card-violence =
    Hemos leído bien su mensaje.
    Ahora mismo: 17. Sin hablar: SMS al 114, con la dirección.
    Para que alguien le escuche, gratis, día y noche: 39 19. Para un niño o una niña: 119.
    No hemos llamado a ninguno de estos números: llame usted.
    Si lo prefiere, borre este mensaje.
    .sms = Leido. Ahora: 17, o SMS al 114 con la direccion. Le escuchan: 39 19. Niños: 119. No hemos llamado a ninguno de estos numeros. Borre este SMS si hace falta.
    .webchat =
        Hemos leído bien su mensaje.
        Ahora mismo: 17. Sin hablar: SMS al 114, con la dirección.
        Para que alguien le escuche, gratis, día y noche: 39 19. Para un niño o una niña: 119.
        No hemos llamado a ninguno de estos números: llame usted.
        Si lo prefiere, borre este mensaje.
        En esta pantalla, «Salir rápido» (o Escape dos veces) lo borra todo.
card-intrusion =
    No abra, no se deje ver, póngase a salvo en una habitación que se pueda cerrar.
    Llame al 17 o al 112. Si no puede hablar: SMS al 114, con la dirección.
    No hemos avisado a la policía ni a los servicios de emergencia: llámelos.
    Después, no toque nada: haremos que alguien asegure la puerta.
    .sms = No abra, enciérrese. Llame al 17 o 112. Sin hablar: SMS al 114 con la direccion. No hemos avisado a la policia ni a emergencias: llame usted.
card-suicide =
    Gracias por escribírnoslo. Usted importa, y no está a solas con esto.
    En el 31 14 una persona le escucha, gratis, día y noche. También si es por alguien cercano.
    Peligro ahora mismo, o medicamentos tragados: 15 o 112. Sin hablar: SMS al 114.
    No hemos avisado a los servicios de emergencia: llámelos, o pida a alguien que se quede con usted.
    .sms = Gracias por escribirlo, usted importa. Le escuchan en el 31 14, gratis, dia y noche. Peligro ahora: 15. No hemos avisado a emergencias: llame usted.
card-medical =
    Llame ahora al 15 o al 112. Si no puede hablar: SMS al 114, con la dirección.
    No mueva a la persona. Quédese a su lado y haga lo que le diga el 15.
    Ya no respira: es lo primero que hay que decir al 15. Producto tragado: no haga vomitar a la persona.
    Otro tipo de peligro: 17 policía, 18 bomberos.
    No hemos avisado a los servicios de emergencia: llámelos.
    .sms = Llame al 15 o 112 (SMS: 114), diga la direccion. No mueva a la persona. Policia 17, bomberos 18. No hemos avisado a emergencias: llame usted.

# The message after the card. $told is one of the told-… texts; "al", "a la" belong to it.
card-bot-notice = Le escribe un asistente automático. Su mensaje está registrado. Estamos avisando { $told }.
    .sms = Le escribe un asistente automatico. Su mensaje esta registrado. Avisamos { $told }.
told-duty = al técnico de guardia
told-lift-firm = a la empresa del ascensor
told-supervisor = a una persona responsable, diciéndole solo lo estrictamente necesario

# Questions for an alarm in doubt; yes or no is offered below.
card-question-fire = ¿Ve fuego o humo, o huele a quemado, ahora?
    .sms = ¿Fuego, humo u olor a quemado, ahora?
card-question-water-and-electricity = ¿El agua está tocando, ahora, un enchufe, una lámpara o el cuadro eléctrico?
    .sms = ¿El agua toca, ahora, un enchufe, una lampara o el cuadro eléctrico?
card-question-electrocution = ¿Hay, ahora, chispas, un enchufe muy caliente o alguien que ha recibido una descarga?
    .sms = ¿Hay, ahora, chispas, un enchufe muy caliente o alguien que ha recibido una descarga?
card-question-lift-trapped = ¿Hay alguien dentro del ascensor, ahora?
card-question-collapse = ¿El techo, la pared o el balcón se puede caer sobre alguien?
    .sms = ¿El techo, la pared o el balcon se puede caer sobre alguien?
card-question-violence = ¿Puede leer y responder con tranquilidad? ¿Necesita ayuda ahora?
card-question-intrusion = ¿Hay, ahora, alguien en su casa o en su puerta que quiere entrar por la fuerza?
card-question-suicide = ¿Está en peligro ahora?
    .sms = ¿Esta usted en peligro ahora?
card-question-medical = ¿Hay alguien en peligro ahora?
card-thanks-safe = Gracias por decírnoslo. Su mensaje queda registrado. Si esto cambia, escríbanos o llame al 112.
    .sms = Gracias por decirnoslo. Su mensaje queda registrado. Si esto cambia, escribanos o llame al 112.
card-stay-line = Queda anotado. Tenga el teléfono cerca. En caso de peligro, llame al 112: nosotros no lo hemos hecho.
    .sms = Queda anotado. Tenga el teléfono cerca. En caso de peligro, llame al 112: nosotros no lo hemos hecho.
danger-notice-asking = Le escribe un asistente automático. Su mensaje está registrado. Si no nos responde, avisamos a la persona de guardia.
danger-confirmed = Queda anotado, avisamos a la persona de guardia. Manténgase a salvo. Si la situación empeora: 18 o 112.
danger-where = Si está a salvo: escriba su nombre y su dirección completa en un solo mensaje.
danger-where-noted = Gracias, hemos transmitido su dirección. Manténgase a salvo. Si la situación empeora: 18 o 112.
