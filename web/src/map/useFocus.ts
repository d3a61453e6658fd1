// What the map should bring forward: the zones of the selected thing, and the areas of the bulletins in effect.
import { useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import { awaiting, byUrgency } from '../activations/urgency';
import { standing } from '../alerts/order';
import { call } from '../api/client';
import { keys } from '../api/keys';
import { useActivations, useAlerts, useAlertZones } from '../api/queries';
import type { Alert } from '../api/types';
import type { Selected } from '../app/WorkList';

/** More outlines than this would hide the map instead of explaining it. */
const OUTLINES = 8;

export interface Focus { zoneIds: string[]; chosen: boolean; areas: GeoJSON.Feature[] }

export function useFocus(selected: Selected): Focus {
  const alerts = useAlerts().data;
  const activations = useActivations().data;
  const touched = useAlertZones(selected.alertId).data;
  const activation = useMemo(() => {
    if (selected.activationId) return activations?.find((a) => a.id === selected.activationId);
    if (selected.alertId || selected.zoneId) return undefined;
    return activations?.filter(awaiting).sort(byUrgency)[0];
  }, [activations, selected.activationId, selected.alertId, selected.zoneId]);

  const alertIds = useMemo(() => {
    const ids = (alerts ?? []).filter((alert) => standing(alert) && alert.place === 'located').map((alert) => alert.id);
    return [...new Set([selected.alertId, ...ids].filter((id) => id !== undefined))].slice(0, OUTLINES);
  }, [alerts, selected.alertId]);
  const areas = useQueries({
    queries: alertIds.map((id) => ({ queryKey: keys.alert(id), queryFn: () => call<Alert>(`/alerts/${id}`) })),
    combine: (results) => results.map((result) => result.data).filter((alert) => alert?.geometry),
  });

  return useMemo(() => ({
    zoneIds: selected.zoneId ? [selected.zoneId]
      : selected.alertId ? (touched?.zones.map((zone) => zone.id) ?? [])
      : (activation?.zones.map((zone) => zone.zone_id) ?? []),
    chosen: Boolean(selected.zoneId ?? selected.alertId ?? selected.activationId),
    areas: areas.flatMap((alert): GeoJSON.Feature[] =>
      alert?.geometry ? [{ type: 'Feature', geometry: alert.geometry, properties: { id: alert.id } }] : []),
  }), [activation, areas, selected.alertId, selected.zoneId, touched]);
}
