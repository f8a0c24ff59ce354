import fc from 'fast-check';

/** A property that a mutant breaks usually fails within its first examples. */
fc.configureGlobal({ interruptAfterTimeLimit: 200 });
