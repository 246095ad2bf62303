/**
 * Stops the whole job, as Ctrl+Z does in a shell, and resolves when it is continued. The terminal must have been
 * given back before.
 */
export async function stopProcess(): Promise<void> {
  // Windows has no job control.
  if (process.platform === 'win32') return
  await new Promise<void>((resolve) => {
    process.once('SIGCONT', () => resolve())
    process.kill(0, 'SIGSTOP')
  })
}
