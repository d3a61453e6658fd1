import { useQueryClient } from '@tanstack/react-query';
import { signIn, signOut } from '../../api/acts';
import { keys } from '../../api/keys';
import { useSession } from '../../api/queries';

export type Permission = 'confirm_activation' | 'tick_task';

/** Who is signed in and what they may do. The server decides again on every act; this only shapes the screen. */
export function useSignedIn() {
  const client = useQueryClient();
  const session = useSession();
  const account = session.data?.account ?? null;
  return {
    account,
    known: session.isSuccess,
    may: (permission: Permission) => session.data?.permissions.includes(permission) ?? false,
    enter: async (name: string, password: string) => {
      client.setQueryData(keys.session, await signIn(name, password));
      // What a person may see differs by role and unit.
      void client.invalidateQueries({ predicate: (query) => query.queryKey[0] !== 'session' });
    },
    leave: async () => {
      await signOut();
      client.setQueryData(keys.session, { account: null, permissions: [] });
      void client.invalidateQueries({ predicate: (query) => query.queryKey[0] !== 'session' });
    },
  };
}
