/** Stands where GitHub's signature would be: the emulator signs for nobody. */
export const emulatedSignature = '-----BEGIN PGP SIGNATURE-----\n\nemulated\n-----END PGP SIGNATURE-----'
