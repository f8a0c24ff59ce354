import { useTranslation } from 'react-i18next';
import { Button } from './button';

interface ShowMoreProps {
  /** A query that is read page by page. */
  readonly query: {
    readonly hasNextPage: boolean;
    readonly isFetchingNextPage: boolean;
    fetchNextPage(): unknown;
  };
}

/** The button that reads the next page of a list, as long as there is one. */
export function ShowMore({ query: { hasNextPage, isFetchingNextPage, fetchNextPage } }: ShowMoreProps) {
  const { t } = useTranslation();
  if (!hasNextPage) return null;
  return (
    <Button isDisabled={isFetchingNextPage} onPress={() => void fetchNextPage()}>
      {t('action.showMore')}
    </Button>
  );
}
