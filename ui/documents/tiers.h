#pragma once
#include <QString>
#include <QVector>
#include <optional>

#include "policy/model/descriptor.h"

namespace mgc::ui {

/// A tier of API Management that documents can be checked against.
struct Tier {
    QString id;     ///< as `model-gateway run --tier` takes it: "basicv2"
    QString title;  ///< "Basic v2"
    policy::Gateway gateway = policy::Gateway::Classic;
};
[[nodiscard]] const QVector<Tier>& tiers();
[[nodiscard]] const Tier* tierNamed(const QString& id);

}  // namespace mgc::ui
