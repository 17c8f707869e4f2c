// The gate says the same about the same tree each time: its properties draw from one seed. The long tests draw anew at every run.
import fc from 'fast-check'

if (process.env.LONG_TESTS !== '1') fc.configureGlobal({ seed: Number(process.env.FC_SEED ?? 20_260_111) })
