#pragma once
#include <memory>
#include <vector>

#include "ui/pages/policies/flow/flow_model.h"

namespace mgc::ui {

/// A row of the flow.
struct FlowModel::Item {
    /// What checks and requests say of a card.
    struct Marks {
        int errors = 0, warnings = 0;
        QString problem, outcome;
        double milliseconds = 0;
        friend bool operator==(const Marks&, const Marks&) = default;
    };
    FlowNode node;
    Item* parent = nullptr;
    std::vector<std::unique_ptr<Item>> children;
    QString section;
    Marks marks;
    int row = 0;   ///< among its parent's children; kept so that views need not search thousands of cards
    int nest = 0;  ///< containers around it that draw a frame

    [[nodiscard]] bool framesChildren() const {
        return parent && node.item.part != policy::edit::Part::Section && node.item.part != policy::edit::Part::Branch;
    }
    /// What a screen reader says of the card.
    [[nodiscard]] QString spoken() const;
    void renumber(std::size_t from) {
        for (std::size_t i = from; i < children.size(); ++i) children[i]->row = static_cast<int>(i);
    }
};

}  // namespace mgc::ui
