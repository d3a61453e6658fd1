import { useQueryClient } from '@tanstack/react-query';
import { signIn, signOut } from '../../api/acts';
import { keys } from '../../api/keys';
import { useSession } from '../../api/queries';
import { NoAnswer } from '../../api/problem';
import type { Session } from '../../api/types';
import { leaveLater, stay } from '../../offline/leaving';
import { forget, wipe } from '../../offline/kept';

export type Permission = 'confirm_activation' | 'tick_task' | 'report_alert' | 'manage_sources' | 'manage_accounts' | 'manage_units' | 'read_audit' | 'read_households' | 'edit_households' | 'edit_resources' | 'inspect' | 'answer_inspection';

/** Who is signed in and what they may do. The server decides again on every act; this only shapes the screen. */
export function useSignedIn() {
  const client = useQueryClient();
  const session = useSession();
  const account = session.data?.account ?? null;
  /** Goes on as whoever this session is. What a person may see differs by role and unit, so all is asked anew. */
  const take = (begun: Session) => {
    client.setQueryData(keys.session, begun);
    void client.invalidateQueries({ predicate: (query) => query.queryKey[0] !== 'session' });
  };
  return {
    account,
    known: session.data !== undefined,
    may: (permission: Permission) => session.data?.permissions.includes(permission) ?? false,
    firstRun: session.data?.first_run ?? false,
    enter: async (name: string, password: string) => {
      const begun = await signIn(name, password);
      stay();
      take(begun);
    },
    take,
    leave: async () => {
      // What is kept on the device goes at once, also where the server cannot be told yet.
      await signOut().catch((reason: unknown) => { if (reason instanceof NoAnswer) leaveLater(); else throw reason; });
      await wipe();
      forget(client);
    },
  };
}

/** Where this program sends things is for administrators of the whole province. */
export function useMayHook(): boolean {
  const { account, may } = useSignedIn();
  return account !== null && account.unit_code === null && may('manage_sources');
}
