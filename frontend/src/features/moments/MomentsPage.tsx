import { useCallback, useEffect, useMemo, useRef } from "react";
import { useLocation, useParams, useSearch } from "wouter";
import { useGroup } from "../../api/queries";
import type { Group } from "../../api/types";
import { ErrorNote, Spinner } from "../../components/Notes";
import { lastPlace, sawMoment } from "../../lib/place";
import { useStanding } from "../../lib/resting";
import { useTitle } from "../../lib/title";
import { holderOf, nextWaiting, step, successor } from "./list";
import { Moment } from "./Moment";
import { MomentsBar } from "./MomentsBar";
import styles from "./MomentsPage.module.css";
import { NothingToReview } from "./NothingToReview";
import { type Moments, useMoments } from "./useMoments";
import { address, lookedOf, type Wish, wishOf } from "./wish";

/** One moment after the other: look, accept or choose, go on. */
export function MomentsPage() {
  const search = useSearch();
  const wish = useMemo(() => wishOf(search), [search]);
  const [path, navigate] = useLocation();
  const go = useCallback(
    (group: Pick<Group, "id"> | undefined, photo?: number) =>
      navigate(address(wish, group, photo), { replace: true }),
    [wish, navigate],
  );
  const moments = useMoments(
    wish,
    useParams<{ group?: string }>().group,
    useCallback((id: string, photo?: number) => go({ id }, photo), [go]),
  );
  const group = useCurrent(moments, wish, lookedOf(search), go);
  useEffect(() => sawMoment(`${path}${search && `?${search}`}`), [path, search]);
  useTitle("Moments");
  useMore(moments, group);
  const standing = useStanding(`${group?.id} ${group?.members.length}`); // here: each moment is drawn anew

  const { list } = moments;
  const advance = (from: Group, shown = list) => {
    const next =
      nextWaiting(shown, from.id) ?? (wish.state === "waiting" ? undefined : step(shown, from.id, 1));
    if (next?.id !== from.id) go(next);
  };
  return (
    <div className={styles.page}>
      <h1 className="unseen">Moments</h1>
      <MomentsBar
        wish={wish}
        moments={moments}
        current={group}
        go={go}
        onWish={(to) => navigate(address(to))}
      />
      {group ? (
        <Moment
          key={group.id}
          group={group}
          list={list}
          asked={lookedOf(search)}
          onLook={(photo) => go(group, photo)}
          onStep={(by) => go(step(list, group.id, by))}
          advance={advance}
          show={moments.show}
          standing={standing}
        />
      ) : moments.error ? (
        <ErrorNote error={moments.error} retry={moments.retry} />
      ) : moments.pending || moments.hasMore ? (
        <Spinner what="Loading moments" />
      ) : (
        <NothingToReview wish={wish} moments={moments} />
      )}
    </div>
  );
}

/**
 * The group of the address; what became of it; or the first that waits. The address follows.
 *
 * A group becomes another one as more photos are found to belong to it: then the photo that is looked at stays in sight.
 */
function useCurrent(
  moments: Moments,
  wish: Wish,
  photo: number | undefined,
  go: (group: Group, photo?: number) => void,
): Group | undefined {
  const asked = useParams<{ group?: string }>().group;
  const { list, pending, show } = moments;
  const listed = list.find((group) => group.id === asked);
  const last = useRef<Group>(undefined);
  const gone = listed || last.current?.id !== asked ? undefined : last.current;
  const looked = photo ?? (gone && lastPlace()?.photo);
  const became = listed ? undefined : (holderOf(list, looked) ?? (gone && successor(list, gone)));
  const isElsewhere = asked !== undefined && !listed && !became && !pending;
  const elsewhere = useGroup(isElsewhere ? asked : undefined);
  const isLooking = isElsewhere && elsewhere.isPending;
  const first = wish.state === "waiting" ? nextWaiting(list, undefined) : list[0];
  const current = listed ?? became ?? (isLooking || pending ? undefined : first);

  const found = isElsewhere ? elsewhere.data : undefined;
  useEffect(() => {
    if (found) show((shown) => [found, ...shown.filter((group) => group.id !== found.id)], [found.id]);
  }, [found, show]);
  const isThere = found !== undefined || isLooking;
  useEffect(() => {
    if (current === undefined) return;
    last.current = current;
    if (current.id !== asked && !isThere) go(current, holderOf([current], looked) && looked);
  }, [current, asked, looked, isThere, go]);
  return isThere ? undefined : current;
}

/** Have the next page fetched before it is needed. */
function useMore({ list, hasMore, reach }: Moments, group: Group | undefined): void {
  const place = group?.id ?? list.at(-1)?.id;
  useEffect(() => {
    if (hasMore && place !== undefined) reach(place);
  }, [hasMore, place, reach]);
}
