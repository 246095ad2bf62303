import { type KilledSession, randomFrom, randomLives } from './killed-session.ts'

/** A session of screening in which every kind of key occurs, killed after random ones. */
export function screeningKills(project: string, kills: number, seed: number): KilledSession {
  return {
    words: ['screen', '--project', project],
    ready: /of \d+ · \d+ done|Everything is done|That was the last/,
    saved: (screen) => {
      const [, done] = /(\d+) done/.exec(screen[0] ?? '') ?? []
      const [, flagged] = /(\d+) flagged/.exec(screen[0] ?? '') ?? []
      return done === undefined ? undefined : [Number(done), Number(flagged ?? 0)]
    },
    mostByOneKey: 1,
    lives: randomLives(
      ['i', 'i', '1', 'm', 'e\r', 'e0', 'f', 'cnote\r', 'z', 'u', 'Z', 's', 'l', 'h', 'g2\r', 'j', 'J', 'd'],
      kills,
      5,
      randomFrom(seed),
    ),
  }
}
