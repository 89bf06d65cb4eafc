#include "resources/types/gateway.h"

#include "resources/members.h"

namespace mgc::resources {

const ResourceDescriptor& gateway_descriptor() {
    static const ResourceDescriptor descriptor{
        .kind = "gateway",
        .title = "Gateway",
        .folder = "gateways",
        .infoFile = "gatewayInformation.json",
        .armType = "Microsoft.ApiManagement/service/gateways",
        .apiVersion = "2024-05-01",
        .help = "A self-hosted gateway and the APIs it serves.",
        .documentation = "https://learn.microsoft.com/azure/api-management/self-hosted-gateway-overview",
        .members = {
            {.name = "description", .maximum = 1000, .help = "What the gateway is for."},
            {.name = "locationData",
             .type = MemberType::Object,
             .help = "Where it runs.",
             .members = {{.name = "name", .needed = Needed::Required, .maximum = 256, .help = "Name of the place."},
                         {.name = "city", .maximum = 256, .help = "City."},
                         {.name = "district", .maximum = 256, .help = "District."},
                         {.name = "countryOrRegion", .maximum = 256, .help = "Country or region."}}},
        }};
    return descriptor;
}

Gateway readGateway(Resource resource) {
    Gateway gateway;
    static_cast<Resource&>(gateway) = std::move(resource);
    const Members members = Members::of(gateway);
    gateway.description = members.text("description");
    gateway.region = members.object("locationData").text("name");
    return gateway;
}

}  // namespace mgc::resources
