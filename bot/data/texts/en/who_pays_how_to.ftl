# Small repairs of one's own: safe, short, with the point at which to stop.

who-pays-how-to-tap-washer = Turn the water off and open the tap to empty it. Unscrew the head, put in the same washer, screw it back, turn the water on slowly. If it is stuck or still drips, stop and write to us.
who-pays-how-to-toilet-flush = Close the toilet's tap and flush. Clean the seal at the bottom and the float, or put in the same seal. If water still runs or the tap leaks, stop and write to us.
who-pays-how-to-sink-trap = Put a bucket under the trap. Unscrew it by hand, clean it, change the worn seal, screw it back gently. If the pipe is cracked or it still leaks, stop and write to us.
who-pays-how-to-slow-drain = Take out hair and scraps, pour very hot water, then use a plunger or empty the trap into a bucket. No acid products. If water comes back up, stop and write to us.
who-pays-how-to-blocked-toilet = Do not flush again. Use a large plunger, slowly, several times. No acid products. If water comes back up or the neighbours have it too, stop and write to us.
who-pays-how-to-shower-hose = Turn the water off. Unscrew the hose at both ends, by hand or with pliers and a cloth. Fit the new one with its washers. If it leaks at the wall, stop and write to us.
who-pays-how-to-limescale = Take off the tap's tip, leave it in white vinegar overnight, rinse and screw it back. Never mix vinegar and bleach. If nothing moves, stop and write to us.
who-pays-how-to-bath-sealant = Remove the old sealant, clean and let it dry. Lay a line of bathroom silicone, smooth it, keep it dry for 24 hours. If the wall behind is wet, stop and write to us.
who-pays-how-to-radiator-bleed = Radiator cold: a cloth below, open the top screw a little with a key. When water comes, close it. If the screw sticks or leaks, stop and write to us. With shared heating, write to us first.
who-pays-how-to-bulb = Switch the light off and let it cool. Fit a bulb with the same base, not above the watts marked. If the socket is broken, black or wet, stop and write to us.
who-pays-how-to-fuse = Switch the main breaker off. Fit a fuse of the same rating, never a stronger one, never a wire. If it blows again, smells burnt or gets hot, stop, leave it and write to us.
who-pays-how-to-smoke-detector = Stand on a steady stepladder, turn the detector, change the battery, press "test". If it sounds and there is smoke, get out: 18. If it still beeps, stop and write to us.
who-pays-how-to-handle = Tighten the screw under the handle with a screwdriver. If a screw is missing, use the same. If the door stays stuck or the window no longer shuts, stop and write to us.
who-pays-how-to-hinges = Wipe the hinges, put on a little oil or grease, open and close several times. Do not take down a heavy door. If it still rubs, stop and write to us.
who-pays-how-to-lock = Put a little graphite or lock spray in, no cooking oil, and turn the key gently. If the key is hard to turn or bends, stop and write to us.
who-pays-how-to-window-seal = Remove the old stuck seal, clean, let it dry, stick on a new one as thick. Never block the air vents. If water comes in or the frame is damaged, stop and write to us.
who-pays-how-to-vent = Take the dust off the grille with a cloth, or wash it if it comes off by hand. Never block it. If a sheet of paper does not stick to it, stop and write to us.
who-pays-how-to-wall-holes = Take the plug out, fill with filler, let it dry, sand gently. Do not drill near wires or pipes. If the wall crumbles or is damp, stop and write to us.
who-pays-how-to-toilet-seat = Unscrew the two nuts under the bowl, take the seat off, fit the new one and tighten by hand. If the bowl moves or is cracked, stop and write to us.
who-pays-how-to-balcony-drain = With gloves, take leaves and soil off the grille, rinse with little water. Never lean out. If water stays or runs to a neighbour, stop and write to us.
