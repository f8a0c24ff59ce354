// Calls the REST interface with a client that is generated from its OpenAPI document.
package main

import (
	"context"
	"fmt"
	"log"
	"net/http"
	"os"
)

//go:generate go run github.com/oapi-codegen/oapi-codegen/v2/cmd/oapi-codegen@v2.8.2 -generate types,client -package main -o client.gen.go openapi.json

func main() {
	ctx := context.Background()
	api, err := NewClientWithResponses(os.Getenv("PROFILES_URL"), WithRequestEditorFn(authorise))
	must(err)
	var body CreateProfileRequest
	must(body.FromNewProfile(NewProfile{OrganisationId: 1, Surname: "Nordmann", FirstName: "Kari", CreatedBy: "web", CreatedByChannel: "webshop"}))
	created, err := api.ProfilesCreateWithResponse(ctx, &ProfilesCreateParams{}, body)
	must(err)
	found, err := api.ProfilesGetWithResponse(ctx, created.JSON200.CustomerNumber, &ProfilesGetParams{})
	must(err)
	fmt.Println(found.JSON200.CustomerNumber, found.JSON200.FirstName, found.JSON200.Surname, found.JSON200.Status)
	unknown, err := api.ProfilesGetWithResponse(ctx, 9_000_000_000_000, &ProfilesGetParams{})
	must(err)
	fmt.Println(unknown.ApplicationproblemJSON404.ErrorCode, unknown.ApplicationproblemJSON404.ShortEnglish)
}

func authorise(_ context.Context, request *http.Request) error {
	request.Header.Set("Authorization", "Bearer "+os.Getenv("TOKEN"))
	request.Header.Set("ET-Client-Name", "acme-webshop")
	return nil
}

func must(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
