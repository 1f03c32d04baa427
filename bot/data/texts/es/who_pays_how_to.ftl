# Pequeñas reparaciones propias: seguras, cortas, con el momento de parar.

who-pays-how-to-tap-washer = Corte el agua y abra el grifo para vaciarlo. Desenrosque la cabeza, cambie la junta por otra igual, enrosque y abra despacio. Si está bloqueado o aún gotea, pare y escríbanos.
who-pays-how-to-toilet-flush = Cierre la llave del WC y vacíe la cisterna. Limpie la junta del fondo y el flotador, o ponga una junta igual. Si el agua sigue corriendo o la llave pierde, pare y escríbanos.
who-pays-how-to-sink-trap = Ponga un cubo bajo el sifón. Desenrósquelo a mano, límpielo, cambie la junta gastada y enrosque sin forzar. Si el tubo está roto o aún pierde, pare y escríbanos.
who-pays-how-to-slow-drain = Quite pelos y restos, eche agua muy caliente y use un desatascador, o vacíe el sifón en un cubo. Nada de ácidos. Si el agua sube, pare y escríbanos.
who-pays-how-to-blocked-toilet = No tire más de la cadena. Use un desatascador grande, despacio, varias veces. Nada de ácidos. Si el agua sube o les pasa a los vecinos, pare y escríbanos.
who-pays-how-to-shower-hose = Cierre el agua. Desenrosque el flexible por los dos lados, a mano o con alicates y un trapo. Ponga el nuevo con sus juntas. Si pierde en la pared, pare y escríbanos.
who-pays-how-to-limescale = Quite la boquilla del grifo, déjela una noche en vinagre blanco, aclare y enrosque. Nunca vinagre con lejía. Si no se mueve, pare y escríbanos.
who-pays-how-to-bath-sealant = Quite la junta vieja, limpie y deje secar. Ponga silicona de baño, alise y espere 24 horas sin agua. Si la pared está mojada detrás, pare y escríbanos.
who-pays-how-to-radiator-bleed = Radiador frío: un trapo debajo, abra un poco el tornillo de arriba con una llave. Cuando salga agua, cierre. Si se bloquea o pierde, pare y escríbanos. Con calefacción común, escríbanos antes.
who-pays-how-to-bulb = Apague la luz y deje enfriar. Ponga una bombilla con la misma rosca, sin pasar de los vatios. Si el casquillo está roto, negro o mojado, pare y escríbanos.
who-pays-how-to-fuse = Baje el interruptor general. Ponga un fusible igual, nunca más fuerte, nunca un hilo. Si salta otra vez, huele a quemado o se calienta, pare, no lo toque y escríbanos.
who-pays-how-to-smoke-detector = Suba a una escalera estable, gire el detector, cambie la pila y pulse "test". Si suena y hay humo, salga: 18. Si aún pita, pare y escríbanos.
who-pays-how-to-handle = Apriete el tornillo bajo la manilla. Si falta uno, ponga otro igual. Si la puerta sigue bloqueada o la ventana no cierra, pare y escríbanos.
who-pays-how-to-hinges = Limpie las bisagras, ponga un poco de aceite o grasa, abra y cierre varias veces. No desmonte una puerta pesada. Si aún roza, pare y escríbanos.
who-pays-how-to-lock = Ponga un poco de grafito o spray para cerraduras, no aceite de cocina, y gire la llave despacio. Si la llave se fuerza o se dobla, pare y escríbanos.
who-pays-how-to-window-seal = Quite la junta vieja, limpie, deje secar y pegue una nueva igual de gruesa. Nunca tape las rejillas de aire. Si entra agua o el marco está mal, pare y escríbanos.
who-pays-how-to-vent = Quite el polvo de la rejilla con un trapo, o lávela si se saca a mano. No la tape nunca. Si una hoja de papel no se sujeta, pare y escríbanos.
who-pays-how-to-wall-holes = Saque el taco, tape con masilla, deje secar y lije suave. No taladre cerca de cables o tubos. Si la pared se deshace o está húmeda, pare y escríbanos.
who-pays-how-to-toilet-seat = Suelte las dos tuercas bajo la taza, quite la tapa, ponga la nueva y apriete a mano. Si la taza se mueve o está rajada, pare y escríbanos.
who-pays-how-to-balcony-drain = Con guantes, quite hojas y tierra de la rejilla y aclare con poca agua. No se asome nunca. Si el agua se queda o cae a un vecino, pare y escríbanos.
