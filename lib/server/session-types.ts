/** What next-auth carries for us, and what the application gives it. */
import type { DefaultSession } from 'next-auth';

declare module 'next-auth' {
  interface Session extends Pick<DefaultSession, 'expires'> {
    userId: string;
    sessionVersion: number;
  }
  interface User {
    sessionVersion: number;
  }
}

declare module 'next-auth/jwt' {
  interface JWT {
    sub?: string;
    sessionVersion?: number;
  }
}

declare module 'next-auth/adapters' {
  interface AdapterUser {
    sessionVersion: number;
  }
}

export interface Person {
  userId: string;
  sessionVersion: number;
}

export interface IncomingIdentity {
  provider: string;
  providerAccountId: string;
  name: string;
  verifiedEmail: string | null;
  signedInUserId: string | null;
  invitationToken: string | null;
}

/** The use-cases behind the ways in; the route composes them, so that this folder knows no feature. */
export interface WaysIn {
  password(input: { email: string; password: string; address: string | null }): Promise<Person>;
  identity(identity: IncomingIdentity): Promise<Person>;
  /** A mailed link was opened: who goes on, under which version of the sessions. */
  mailProved(input: { userId: string }): Promise<Person>;
  /** Sends a sign-in link when an enabled person has the address; says nothing otherwise. */
  mailLink(input: { email: string; url: string }): Promise<void>;
}
