/**
 * Tells people and watchers outside. What cannot be told is said in the log; it never fails a backup.
 * @param {Pick<import('./settings.mjs').Settings, 'alertUrl' | 'heartbeatUrl'>} settings
 * @param {(message: string) => void} say
 */
export function notifier({ alertUrl, heartbeatUrl }, say) {
  const call = async (name, url, options) => {
    if (!url) return;
    try {
      const answer = await fetch(url, { ...options, signal: AbortSignal.timeout(15_000) });
      await answer.body?.cancel();
      if (!answer.ok) say(`${name} answered ${answer.status}.`);
    } catch (error) {
      say(`${name} cannot be reached: ${error.cause?.code ?? error.message}.`);
    }
  };
  return {
    /** @param {'failed' | 'missing' | 'recovered' | 'unverified'} event @param {string} text */
    alert: (event, text) =>
      call('BACKUP_ALERT_URL', alertUrl, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        // "text" is what Slack, Mattermost and others show.
        body: JSON.stringify({ event: `backup-${event}`, text: `AIpoweredMakers: ${text}` }),
      }),
    /** An outside watcher that hears nothing raises the alarm, also when this machine is gone. */
    heartbeat: () => call('BACKUP_HEARTBEAT_URL', heartbeatUrl, { method: 'GET' }),
  };
}
